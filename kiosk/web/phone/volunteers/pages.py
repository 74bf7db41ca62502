"""Asking for help on the phone: the kinds, and the form with its notice."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.actions import volunteers
from kiosk.actions.volunteers.results import HelpAsk, Personal
from kiosk.context import AppContext
from kiosk.domain.rates import Rate
from kiosk.domain.refusals import Refusal
from kiosk.domain.telephones import NO_TELEPHONE
from kiosk.domain.volunteers.help_requests import HelpPlace, HelpSource
from kiosk.web.core.forms import form_key, instant_of
from kiosk.web.core.help_wording import HelpSaid
from kiosk.web.core.limits import HOUR, acts, by_address
from kiosk.web.core.page_context import key_again, standing, words_of
from kiosk.web.core.request_bodies import takes_files
from kiosk.web.phone.doors import DoorNow, PhoneDoor
from kiosk.web.phone.parts import PhoneParts
from kiosk.web.phone.phone_session import remember
from kiosk.web.phone.volunteers.help_request import REQUESTS
from kiosk.wording.translator import Translator

# A kiosk's code shows that its holder stands in the hall: no roof is over them.
ASKS = acts(Rate(5, HOUR), Rate(60, HOUR), lambda: None if request.form.get("k") else by_address())
# Which field a refusal is said at; any other is said above the form.
AT_FIELD = {
    **dict.fromkeys(NO_TELEPHONE, "phone"), "name_missing": "name",
    "address_missing": "address", "no_such_grid": "where", "no_such_estate": "where",
    "no_such_time": "wanted", "picture_unreadable": "photo", "picture_too_large": "photo",
    "files_busy": "photo",
}
HALL = "hall"


def help_pages(parts: PhoneParts) -> None:
    """Adds the pages on which help is asked for."""
    # The photograph of what is broken.
    takes_files("/help", 1)
    ctx = parts.ctx
    parts.doors.append(PhoneDoor(
        "phone.ask_help", "heart-handshake", "help.door", "help.door_line", help_stands))

    @parts.phone.get("/help")
    def ask_help() -> Answer:
        token, kind_id = request.args.get("k", ""), request.args.get("kind", "")
        if token:
            try:
                kind_id = volunteers.handed_over(ctx, token)
            except Refusal as refusal:
                return kinds_page(ctx, refusal)
        known = {kind.id for kind in volunteers.help_now(ctx).book.offered}
        return form_page(ctx, kind_id, token) if kind_id in known else kinds_page(ctx)

    @parts.phone.post("/help")
    @parts.limiter.limit(*ASKS)
    def asks_help() -> Answer:
        form = request.form
        try:
            view = volunteers.ask(ctx, asked())
        except Refusal as refusal:
            if refusal.code in ("hand_over_over", "no_such_kind"):
                return kinds_page(ctx, refusal)
            return form_page(ctx, form.get("kind", ""), form.get("k", ""), refusal)
        remember(view.request.code, REQUESTS)
        return redirect(url_for("phone.help_request", code=view.request.code), 303)


def help_stands(ctx: AppContext, words: Translator) -> DoorNow | None:
    """Whether a volunteer stands in the hall."""
    stands = volunteers.help_now(ctx)
    if not stands.book.offered:
        return None
    if not stands.on_duty:
        return DoorNow("plain", words("help.chip_off_duty"))
    return DoorNow("free", words("help.chip_on_duty", n=stands.on_duty))


def asked() -> HelpAsk:
    """What the form asks for. BadRequest where it is no form of ours."""
    form = request.form
    where = form.get("where", "")
    estate_id, _, grid_id = where.partition("/")
    building, door = form.get("building", ""), form.get("door", "").strip()
    photo = request.files.get("photo")
    return HelpAsk(
        form_key(), form.get("kind", ""), HelpSource.PHONE,
        HelpPlace.HALL if where == HALL else HelpPlace.HOME,
        Personal(form.get("name", ""), form.get("phone", ""),
                 " ".join(part for part in (building, door) if part),
                 form.get("words", "")),
        instant_of(form.get("wanted", "")), estate_id if where != HALL else "", grid_id,
        (photo.read() or None) if photo else None, form.get("k", ""),
        (photo.filename or "") if photo else "",
    )


def kinds_page(ctx: AppContext, refusal: Refusal | None = None) -> Answer:
    """What volunteers help with; above it why a code of the kiosk's leads nowhere."""
    return standing(
        ctx, "phone/help_kinds.html", refusal, 410, help=volunteers.help_now(ctx))


def form_page(ctx: AppContext, kind_id: str, token: str,
              refusal: Refusal | None = None) -> Answer:
    """The form as it was filled in, with what is wrong said where it is."""
    help_ = volunteers.help_now(ctx)
    return standing(
        ctx, "phone/help_form.html", refusal, 422, help=help_,
        kind=help_.book.kind(kind_id), token=token,
        key=key_again(ctx, request.form, refusal), form=request.form,
        of=HelpSaid(words_of(ctx), ctx.clock()),
        field=AT_FIELD.get(refusal.code, "form") if refusal else "",
        most=max(estate.buildings for estate in help_.book.estates),
    )
