"""Telling a case on the phone, or going on with a text that was begun at the touch screen."""

from __future__ import annotations

from collections.abc import Mapping

from flask import request, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.actions import cases
from kiosk.actions.cases import drafts
from kiosk.actions.cases.results import CaseAsk, PublicCase
from kiosk.context import AppContext
from kiosk.devices.media.pictures import MOST_BYTES
from kiosk.domain.cases.cases import TEXT_LENGTH, CaseSource
from kiosk.domain.rates import Rate
from kiosk.domain.refusals import Refusal
from kiosk.domain.telephones import NO_TELEPHONE
from kiosk.web.core.forms import form_key
from kiosk.web.core.limits import HOUR, acts
from kiosk.web.core.page_context import key_again, standing, words_of
from kiosk.web.phone.cases.case import CASES
from kiosk.web.phone.cases.case_wording import CaseSaid
from kiosk.web.phone.cases.kept import sent
from kiosk.web.phone.doors import DoorNow, PhoneDoor
from kiosk.web.phone.parts import PhoneParts
from kiosk.web.phone.phone_session import remember
from kiosk.wording.cases import listening
from kiosk.wording.translator import Translator

TELLS = acts(Rate(5, HOUR), Rate(60, HOUR))
# Which field a refusal is said at; any other is said above the form.
AT_FIELD = {
    **dict.fromkeys(NO_TELEPHONE, "phone"), "no_text": "words", "text_too_long": "words",
    "no_such_topic": "topic", "no_such_estate": "estate", "no_such_building": "estate",
    "address_too_long": "address", "bad_name": "name", "picture_unreadable": "photo",
    "picture_too_large": "photo", "files_busy": "photo",
}


def telling_pages(parts: PhoneParts) -> None:
    """Adds the form, and what it sends."""
    ctx = parts.ctx
    parts.doors.append(PhoneDoor(
        "phone.new_case", "message-2", "case_topic.door", "case_topic.door_line", cases_stand))

    @parts.phone.get("/c/new")
    def new_case() -> Answer:
        token = request.args.get("k", "")
        try:
            draft = drafts.handed_over_text(ctx, token) if token else None
        except Refusal as refusal:
            return form_page(ctx, {}, "", refusal)
        begun = {"topic": draft.topic_id, "listener": draft.listener_id, "words": draft.text
                 } if draft else {"topic": request.args.get("topic", "")}
        return form_page(ctx, begun, token)

    @parts.phone.post("/c/new")
    @parts.limiter.limit(*TELLS)
    def tells_case() -> Answer:
        form, ask = request.form, asked()
        return sent(ctx, lambda: _tell(ctx, ask),
                    lambda refusal: form_page(ctx, form, form.get("k", ""), refusal),
                    url_for("phone.new_case"))


def cases_stand(ctx: AppContext, words: Translator) -> DoorNow | None:
    """Whether somebody receives now, or when next; None where nothing can be told."""
    told = cases.telling(ctx)
    if not told.topics:
        return None
    return DoorNow(*listening(words, told.next_day, told.now, receives=told.receives))


def asked() -> CaseAsk:
    """What the form says. BadRequest where it is no form of ours."""
    form, photo = request.form, request.files.get("photo")
    estate = form.get("estate", "")
    return CaseAsk(
        form_key(), form.get("topic", ""), form.get("words", ""), CaseSource.PHONE,
        listener_id=form.get("listener", ""), estate_id=estate,
        building=form.get("building", type=int) if estate else None,
        address=form.get("address", "") if estate else "",
        name=form.get("name", ""), phone=form.get("phone", ""),
        picture=(photo.read() or None) if photo else None,
        picture_name=(photo.filename or "") if photo else "")


def form_page(
    ctx: AppContext, form: Mapping[str, str], token: str, refusal: Refusal | None = None,
    alike: tuple[PublicCase, ...] = (),
) -> Answer:
    """The form as it was filled in, with what is wrong said where it is; `alike` are matters that
    somebody told of before."""
    telling = cases.telling(ctx)
    return standing(
        ctx, "phone/case_new.html", refusal, 410 if refusal and refusal.code == "hand_over_over"
        else 422, telling=telling, form=form, token=token,
        key=key_again(ctx, form, refusal), alike=alike, longest=TEXT_LENGTH,
        largest_photo=MOST_BYTES, of=CaseSaid(words_of(ctx), telling.now),
        most=max((one.buildings for one in telling.estates), default=0),
        field=AT_FIELD.get(refusal.code, "form") if refusal else "")


def _tell(ctx: AppContext, ask: CaseAsk) -> str | Answer:
    """The address of what was told; or the form again where others told of the same before."""
    form = request.form
    if ask.estate_id and "seen" not in form and "Queued" not in request.headers:
        alike = cases.alike(ctx, ask.topic_id, ask.estate_id)
        if alike:
            return form_page(ctx, form, form.get("k", ""), alike=alike)
    receipt = cases.tell(ctx, ask, "phone")
    remember(receipt.code, CASES)
    if form.get("k"):
        drafts.drop_text(ctx, form["k"])
    return url_for("phone.case", code=receipt.code)
