"""Asking for help: on the phone with a form, or at the touch screen with one tap; and the
hand-over."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import replace
from datetime import datetime
from io import BytesIO

from db.content import guide as content
from db.engine.bearer_codes import hidden, key_index
from db.engine.database import ReadTransaction
from db.volunteers import catalogue as help_book, help_requests, help_story, registry as volunteers
from kiosk.actions.acting import SYSTEM, Act, acting
from kiosk.actions.volunteers.results import HelpAsk, HelpNow, HelpView, Personal
from kiosk.actions.volunteers.transitions import (
    PHOTO_OF,
    keep,
    move_on,
    personal_of,
    tell,
    view,
)
from kiosk.context import AppContext
from kiosk.devices.media.pictures import plain_jpeg
from kiosk.domain.calendar import ZONE
from kiosk.domain.privacy import HELP_NOTICE
from kiosk.domain.refusals import Refusal
from kiosk.domain.telephones import telephone
from kiosk.domain.volunteers.half_days import half_day_at, half_days
from kiosk.domain.volunteers.help_requests import (
    ENDED,
    HAND_OVER_LASTS,
    MOST_OPEN,
    HelpAction,
    HelpPlace,
    HelpRequest,
    HelpSource,
    HelpState,
    Party,
)
from kiosk.domain.volunteers.registry import NAME_LENGTH

WORDS_LENGTH = 300
ADDRESS_LENGTH = 40
NONCE = 12


def help_now(ctx: AppContext) -> HelpNow:
    """What volunteers help with, who is in the hall, and the half days that may suit."""
    with ctx.database.read() as tx:
        now = ctx.clock()
        on_duty = {one.volunteer_id for one in volunteers.duties(tx, now, _after(now))}
        return HelpNow(tx.version, now, help_book.book(tx), len(on_duty),
                       half_days(now), content.guide(tx).centre.phone)


def hand_over(ctx: AppContext, kind_id: str) -> str:
    """The address that a kiosk's code carries: signed, once, for just this kind of help."""
    ends = int((ctx.clock() + HAND_OVER_LASTS).timestamp())
    told = f"{kind_id}.{ends:x}.{ctx.codes()[:NONCE]}"
    return ctx.settings.link(f"/help?k={told}.{_signed(ctx, told)}")


def handed_over(ctx: AppContext, token: str) -> str:
    """The kind of help that a kiosk's code is for.

    Refuses with `hand_over_over` where it is not ours, too old, or was used already.
    """
    told, nonce, ends = _read(ctx, token)
    with ctx.database.read() as tx:
        if ends <= ctx.clock() or help_story.is_used(tx, nonce):
            raise Refusal("hand_over_over")
    return told


def is_handed_over(ctx: AppContext, token: str) -> bool:
    """Whether somebody asked with a kiosk's code: then the kiosk can say so."""
    with ctx.database.read() as tx:
        return help_story.is_used(tx, _read(ctx, token)[1])


def ask(ctx: AppContext, asked: HelpAsk) -> HelpView:
    """Asks for help; the same `key` is the same request however often it comes.

    Refuses as `telephone` does, with `name_missing`, `address_missing`, `no_such_kind`,
    `no_such_estate`, `no_such_grid`, `no_such_time`, `enough_asked` (most), `hand_over_over`,
    `picture_unreadable`, `picture_too_large`, `files_busy`, `sent_before`. Raises StorageDown when
    nothing was asked.
    """
    personal = _checked(asked)
    # Decoding takes its time: outside the transaction, so that nobody waits for it.
    photo = plain_jpeg(BytesIO(asked.photo), asked.photo_name) if asked.photo else None
    with acting(ctx, "phone") as act:
        known = help_requests.by_request(act.tx, key_index(ctx.secret, asked.key))
        if known:
            was = personal_of(ctx, act.tx, known)
            act.sent_again("it was asked already", same=was in (None, personal) and (
                known.kind_id, known.place) == (asked.kind_id, asked.place))
            return view(ctx, act.tx, known, Party.RESIDENT)
        request = _new(act, asked, personal.phone)
        if asked.hand_over:
            _, nonce, ends = _read(ctx, asked.hand_over)
            if ends <= act.now or not help_story.use_hand_over(act.tx, nonce, ends):
                raise Refusal("hand_over_over")
        request = help_requests.add(act.tx, request, key_index(ctx.secret, asked.key))
        keep(act, request, personal)
        if photo:
            sealed = ctx.vault.encrypt(
                act.tx, base64.b64encode(photo).decode(), PHOTO_OF.format(request.id))
            help_story.keep_photo(act.tx, request.id, sealed)
        return view(ctx, act.tx, _sent(act, request), Party.RESIDENT)


def call_over(ctx: AppContext, key: str, kind_id: str) -> HelpView:
    """没带手机，请志愿者过来: those on duty are called; nothing is known of who called.

    Refuses with `no_such_kind`, `nobody_on_duty`. Raises StorageDown when nobody was called.
    """
    with acting(ctx, ctx.settings.kiosk_name) as act:
        known = help_requests.by_request(act.tx, key_index(ctx.secret, key))
        if known:
            act.without_event("they were called already")
            return view(ctx, act.tx, known, Party.RESIDENT)
        help_book.book(act.tx).offer(kind_id)
        if not volunteers.duties(act.tx, act.now, _after(act.now)):
            raise Refusal("nobody_on_duty")
        request = HelpRequest(
            0, hidden(ctx.secret, ctx.codes()), help_requests.free_number(act.tx), kind_id,
            HelpSource.KIOSK, HelpPlace.HALL, HelpState.ASKED, act.now, act.now,
        )
        request = help_requests.add(act.tx, request, key_index(ctx.secret, key))
        request = move_on(act, request, HelpAction.DISPATCH, Party.SYSTEM)
        act.log("help_call", help=request.id)
        tell(act, "call", request)
        return view(ctx, act.tx, request, Party.RESIDENT)


def _sent(act: Act, request: HelpRequest) -> HelpRequest:
    """To the team that answers this kind; what has none waits for the coordinator."""
    act.log("help_ask", help=request.id)
    teams = help_book.book(act.tx).kind(request.kind_id).team_ids
    if teams:
        # Whoever asked does not choose whom it goes to.
        act.actor = SYSTEM
        request = move_on(act, request, HelpAction.DISPATCH, Party.SYSTEM, teams[0],
                          team_id=teams[0])
    tell(act, "asked", request)
    return request


def _new(act: Act, asked: HelpAsk, phone: str) -> HelpRequest:
    book, now = help_book.book(act.tx), act.now
    book.offer(asked.kind_id)
    half = half_day_at(now, asked.wanted)
    if half is None:
        raise Refusal("no_such_time")
    if asked.place is HelpPlace.HOME:
        estate = book.estate(asked.estate_id)
        if asked.grid_id and book.grid(asked.grid_id).estate_id != estate.id:
            raise Refusal("no_such_grid")
    vault = act.ctx.vault
    known = vault.person_index(phone)
    if known and sum(one.state not in ENDED
                     for one in help_requests.of_person(act.tx, known)) >= MOST_OPEN:
        raise Refusal("enough_asked", most=MOST_OPEN)
    at_home = asked.place is HelpPlace.HOME
    return HelpRequest(
        0, hidden(act.ctx.secret, act.ctx.codes()), help_requests.free_number(act.tx),
        asked.kind_id, asked.source, asked.place, HelpState.ASKED, now, now,
        person_index=vault.make_person_index(act.tx, phone), notice=HELP_NOTICE,
        estate_id=asked.estate_id if at_home else None,
        grid_id=(asked.grid_id or _only_grid(act.tx, asked.estate_id)) if at_home else None,
        wanted=half,
    )


def _only_grid(tx: ReadTransaction, estate_id: str) -> str | None:
    """Where an estate is one grid, it need not be asked which."""
    grids = [one.id for one in help_book.book(tx).grids if one.estate_id == estate_id]
    return grids[0] if len(grids) == 1 else None


def _checked(asked: HelpAsk) -> Personal:
    phone = telephone(asked.personal.phone)
    name = asked.personal.name.strip()[:NAME_LENGTH]
    if not name:
        raise Refusal("name_missing")
    address = asked.personal.address.strip()[:ADDRESS_LENGTH]
    if asked.place is HelpPlace.HOME and not address:
        raise Refusal("address_missing")
    return replace(
        asked.personal, phone=phone, name=name, words=asked.personal.words.strip()[:WORDS_LENGTH],
        address=address if asked.place is HelpPlace.HOME else "",
    )


def _read(ctx: AppContext, token: str) -> tuple[str, str, datetime]:
    """Kind, nonce and end of a kiosk's code. Refuses with `hand_over_over` where it is none."""
    told, _, signed = token.rpartition(".")
    if not hmac.compare_digest(signed.encode(), _signed(ctx, told).encode()):
        raise Refusal("hand_over_over")
    kind, ends, nonce = told.split(".")
    return kind, nonce, datetime.fromtimestamp(int(ends, 16), ZONE)


def _signed(ctx: AppContext, told: str) -> str:
    # 132 bits, as few letters as a code can carry them in.
    drawn = hmac.digest(ctx.secret, f"help {told}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(drawn).decode()[:22]


def _after(now: datetime) -> datetime:
    return now + datetime.resolution
