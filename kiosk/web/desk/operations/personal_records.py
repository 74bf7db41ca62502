"""One person's records at the desk: found by telephone, taken along, corrected, deleted."""

from __future__ import annotations

import json
from collections.abc import Callable

from flask import Blueprint, Response, g, request
from werkzeug.wrappers import Response as Answer

from kiosk.actions.operations import personal_records as records
from kiosk.actions.operations.personal_records import PersonFound
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.web.core.page_context import CONFLICT, OK, language, why_not, words_of
from kiosk.web.desk.sections import DeskParts, framed_page

Act = Callable[[AppContext, str], Answer]


def record_pages(desk: Blueprint, parts: DeskParts) -> None:
    """Adds the pages. A telephone stands in no address: addresses are logged and remembered."""
    ctx = parts.ctx

    def view(act: Act) -> Callable[[], Answer]:
        def answered() -> Answer:
            phone = request.form.get("phone", "")
            try:
                return act(ctx, phone)
            except Refusal as refusal:
                return page(ctx, phone, None, why_not(ctx, refusal), CONFLICT)

        return answered

    desk.add_url_rule("/records", "records", lambda: page(ctx, "", None))
    for name, act in (("find", found), ("export", exported), ("correct", corrected),
                      ("ask", asked), ("erase", erased)):
        desk.add_url_rule(f"/records/{name}", f"records_{name}", view(act), methods=["POST"])


def page(
    ctx: AppContext, phone: str, person: PersonFound | None, note: str = "", status: int = OK
) -> Answer:
    """The field for a telephone, and what was found."""
    return framed_page("desk/records.html", note, status, phone=phone, person=person)


def found(ctx: AppContext, phone: str) -> Answer:
    """What is kept of whoever has a telephone."""
    return page(ctx, phone, records.find_person(ctx, g.staff, phone, language(ctx)))


def exported(ctx: AppContext, phone: str) -> Answer:
    """All of it in one file."""
    person = records.find_person(ctx, g.staff, phone, language(ctx), to_take=True)
    written = {area: [one.all for one in ones] for area, ones in person.by_area.items()}
    answer = Response(json.dumps(written, ensure_ascii=False, indent=2),
                      mimetype="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="person.json"'
    return answer


def corrected(ctx: AppContext, phone: str) -> Answer:
    """Another name or telephone, and what is kept from then on."""
    new = request.form.get("new_phone", "")
    n = records.correct_person(ctx, g.staff, phone, request.form.get("name", ""), new)
    now = new if new.strip() else phone
    return page(ctx, now, records.find_person(ctx, g.staff, now, language(ctx)),
                words_of(ctx)("records.corrected", n=n))


def asked(ctx: AppContext, phone: str) -> Answer:
    """The question before all of it is deleted."""
    person = records.find_person(ctx, g.staff, phone, language(ctx))
    if not person.count:
        raise Refusal("no_such_person")
    return framed_page("desk/records_erase.html", person=person)


def erased(ctx: AppContext, phone: str) -> Answer:
    """Deletes all of it, and says what it was."""
    words = words_of(ctx)
    counted = records.erase_person(ctx, g.staff, phone)
    told = words("records.comma").join(
        words("records.of_area", area=words(f"records.area_{area}"), n=n)
        for area, n in counted.items())
    return page(ctx, "", None, words("records.erased", what=told))
