"""Open311 GeoReport v2, read only: what other programs may read of the released cases.

Source: wiki.open311.org/GeoReport_v2, frozen. One address takes all of it, so that whatever is
asked under it is answered as the standard says, faults too. No case that was not let onto the wall
and no mediation is in it; a matter that stays at home has no service.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from flask import Response, request
from flask.sansio.blueprints import BlueprintSetupState
from flask_wtf.csrf import CSRFProtect

from kiosk.actions import cases
from kiosk.actions.cases.results import PublicCase
from kiosk.context import AppContext
from kiosk.domain.calendar import ZONE
from kiosk.domain.cases.cases import LONGEST_NUMBER, CaseTopic
from kiosk.domain.cases.states import ENDED
from kiosk.domain.rates import Rate
from kiosk.domain.refusals import Refusal, StorageDown
from kiosk.web.core.limits import MINUTE, Limit, by_address
from kiosk.web.phone.cases.open311_forms import FORMATS, Record, made
from kiosk.web.phone.parts import PhoneParts
from kiosk.wording.translator import Translator

# The standard: 90 days or the first 1,000 requests, whichever is smaller.
MOST, SPAN = 1000, timedelta(days=90)
MOST_IDS = 50
# What was told in this very second is within the range too.
A_SECOND = timedelta(seconds=1)
STATUS = ("open", "closed")
READS, WRITES = Limit(Rate(120, MINUTE), by_address), Limit(Rate(10, MINUTE), by_address)


class Fault(Exception):
    """What cannot be answered: the status, and why in English, as programs read it."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(description)
        self.code, self.description = code, description


def open311_pages(parts: PhoneParts) -> None:
    """Adds the read API. Making a request needs an API key, and none is given out: 403."""
    ctx = parts.ctx

    @parts.phone.get("/open311/v2/<path:asked>")
    @parts.limiter.limit(READS)
    def open311(asked: str) -> Response:
        return answered(ctx, asked)

    @parts.phone.post("/open311/v2/<path:asked>")
    @parts.limiter.limit(WRITES)
    def open311_write(asked: str) -> Response:
        key = request.form.get("api_key", "")
        why = "api_key is not valid" if key else "api_key was not provided"
        return faulty(asked, Fault(403, f"{why}: this endpoint is read only"))

    def exempt(state: BlueprintSetupState) -> None:
        # No form of ours leads there and nothing is changed: a program has no token.
        csrf: CSRFProtect = state.app.extensions["csrf"]
        csrf.exempt(open311_write)

    parts.phone.record(exempt)


def answered(ctx: AppContext, asked: str) -> Response:
    """What an address below /open311/v2 answers, in the format that its ending names."""
    path, _, form = asked.rpartition(".")
    try:
        if form not in FORMATS:
            raise Fault(400, "format must be xml or json")
        _jurisdiction(ctx)
        return made(form, *found(ctx, path))
    except Fault as fault:
        return faulty(asked, fault)
    except StorageDown:
        return faulty(asked, Fault(503, "the storage of this centre cannot be reached"))


def faulty(asked: str, fault: Fault) -> Response:
    """The errors of the standard, in the format that was asked for."""
    form = asked.rpartition(".")[2]
    record: Record = {"code": fault.code, "description": fault.description}
    answer = made(form if form in FORMATS else "xml", "errors", "error", [record])
    answer.status_code = fault.code
    return answer


def found(ctx: AppContext, path: str) -> tuple[str, str, list[Record] | Record]:
    """What a path without its ending means: the name of the whole, of one, and the records."""
    words = ctx.words[ctx.settings.language]
    kind, _, id_ = path.partition("/")
    if kind == "services":
        topics = services_of(ctx)
        if not id_:
            return "services", "service", [service(words, one) for one in topics.values()]
        if id_ not in topics:
            raise Fault(404, "service_code was not found")
        # No service asks for more than the story.
        return "service_definition", "attribute", {"service_code": id_, "attributes": []}
    if kind == "requests":
        public = one_request(ctx, id_) if id_ else requests(ctx)
        return "service_requests", "request", [service_request(words, one) for one in public]
    raise Fault(404, "there is no such resource")


def services_of(ctx: AppContext) -> Mapping[str, CaseTopic]:
    """The topics of which lines can stand on the wall, by service code."""
    return {one.id: one for one in cases.telling(ctx).topics if not one.stays_home}


def one_request(ctx: AppContext, id_: str) -> tuple[PublicCase, ...]:
    """The released case of an id. 404 where there is none."""
    known = _of_ids(ctx, [id_])
    if not known:
        raise Fault(404, "service_request_id was not found")
    return known


def requests(ctx: AppContext) -> tuple[PublicCase, ...]:
    """The released cases that the question names. 400 where it is none that the standard knows."""
    asked = request.args
    if "service_request_id" in asked:
        ids = [one.strip() for one in asked["service_request_id"].split(",") if one.strip()]
        if not 0 < len(ids) <= MOST_IDS:
            raise Fault(400, f"service_request_id takes 1 to {MOST_IDS} ids")
        return _of_ids(ctx, ids)
    codes = _listed("service_code")
    unknown = codes - services_of(ctx).keys()
    if unknown:
        raise Fault(404, "service_code was not found")
    status = _listed("status")
    if status - set(STATUS):
        raise Fault(400, "status must be open or closed")
    begins, ends = _range(ctx.clock())
    return tuple(one for one in cases.public_cases(ctx, begins, ends, MOST)
                 if not one.topic.stays_home and (not codes or one.topic.id in codes)
                 and (not status or status_of(one) in status))


def status_of(one: PublicCase) -> str:
    """Whether anything is still to happen."""
    return "closed" if one.state in ENDED else "open"


def service(words: Translator, topic: CaseTopic) -> Record:
    """A topic as a service."""
    return {"service_code": topic.id, "service_name": words.text(topic.title),
            "description": words.text(topic.hint), "metadata": False, "type": "realtime",
            "keywords": "", "group": ""}


def service_request(words: Translator, one: PublicCase) -> Record:
    """A released case as a request: topic, estate and instants, no word of anybody."""
    topic = words.text(one.topic.title)
    return {
        "service_request_id": _id_of(one), "status": status_of(one),
        "status_notes": words(f"cases.state_{one.state}"),
        "service_name": topic, "service_code": one.topic.id, "description": topic,
        "agency_responsible": None, "service_notice": None,
        "requested_datetime": one.received_at.isoformat(timespec="seconds"),
        "updated_datetime": one.changed_at.isoformat(timespec="seconds"),
        "expected_datetime": datetime.combine(
            one.due_on, datetime.max.time(), ZONE).isoformat(timespec="seconds"),
        "address": words.text(one.estate.name) if one.estate else None,
        "address_id": None, "zipcode": None, "lat": None, "long": None, "media_url": None,
    }


def _of_ids(ctx: AppContext, ids: list[str]) -> tuple[PublicCase, ...]:
    known: list[PublicCase] = []
    for id_ in ids:
        if not (id_.isascii() and id_.isdigit() and len(id_) <= LONGEST_NUMBER):
            continue
        try:
            known.append(cases.public_case(ctx, int(id_)))
        except Refusal:
            continue
    return tuple(one for one in known if not one.topic.stays_home)


def _id_of(one: PublicCase) -> str:
    """The number without its letter: 431."""
    return str(int(one.number.rpartition("-")[2]))


def _listed(name: str) -> set[str]:
    return {one.strip() for one in request.args.get(name, "").split(",") if one.strip()}


def _jurisdiction(ctx: AppContext) -> None:
    asked = request.args.get("jurisdiction_id")
    if asked and asked != urlsplit(ctx.settings.public_url).hostname:
        raise Fault(404, "jurisdiction_id was not found")


def _range(now: datetime) -> tuple[datetime, datetime]:
    """From when until when: 90 days where nothing is said, and never more."""
    begins, ends = _instant("start_date"), _instant("end_date")
    try:
        if ends is None:
            ends = now + A_SECOND if begins is None else begins + SPAN
        if begins is None:
            begins = ends - SPAN
    except OverflowError as wrong:
        raise Fault(400, "start_date or end_date is no day of any calendar") from wrong
    if not timedelta(0) <= ends - begins <= SPAN:
        raise Fault(400, "start_date and end_date may not span more than 90 days")
    return begins, ends


def _instant(name: str) -> datetime | None:
    written = request.args.get(name)
    if not written:
        return None
    try:
        # A plus sign that was not escaped is a space in an address.
        at = datetime.fromisoformat(written.replace(" ", "+"))
        return (at if at.tzinfo else at.replace(tzinfo=ZONE)).astimezone(ZONE)
    except (ValueError, OverflowError) as wrong:
        raise Fault(400, f"{name} must be a w3 datetime") from wrong
