"""Telling a case: at the touch screen, on the phone, or at the desk with whoever tells it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from db.cases import book as stored, reception, register, story
from db.engine.bearer_codes import hidden, key_index, shown
from db.engine.database import ReadTransaction
from db.volunteers import catalogue
from kiosk.actions.acting import Act, acting
from kiosk.actions.cases.attachments import as_jpeg, keep_picture
from kiosk.actions.cases.results import (
    CaseAsk,
    CaseContact,
    CaseReceipt,
    ListenerNow,
    PublicCase,
    Telling,
)
from kiosk.actions.cases.transitions import (
    keep_contact,
    said_in,
    tell_staff,
    worded,
    write,
)
from kiosk.actions.cases.wall import public_of
from kiosk.context import AppContext
from kiosk.domain.cases.cases import ADDRESS_LENGTH, Case, CaseBook, CaseSource
from kiosk.domain.cases.reception import Listener
from kiosk.domain.cases.states import CaseAction, CaseState
from kiosk.domain.characters import plain, plain_name
from kiosk.domain.privacy import CASES_NOTICE
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import MAY_TAKE_CASES, StaffSession
from kiosk.domain.telephones import telephone
from kiosk.domain.volunteers.registry import NAME_LENGTH, Estate
from kiosk.domain.working_days import working_day_after

PHONE = "phone"
RECEPTION_AHEAD = timedelta(days=31)
MOST_ALIKE, PUBLIC_SINCE = 3, timedelta(days=90)


def telling(ctx: AppContext) -> Telling:
    """What can be told, to whom, and where."""
    with ctx.database.read() as tx:
        now = ctx.clock()
        return Telling(
            tx.version, now, stored.book(tx).offered,
            tuple(_listener_now(tx, one, now) for one in stored.listeners(tx) if not one.hidden),
            catalogue.book(tx).estates)


def tell(ctx: AppContext, asked: CaseAsk, who: StaffSession | str = PHONE) -> CaseReceipt:
    """Tells a case; the same `key` is the same case however often it comes. `who` is a kiosk's
    name, `phone`, or the session of whoever writes it down at the desk.

    Refuses as `telephone` does, with `not_allowed`, `no_text`, `text_too_long`, `no_such_topic`,
    `no_such_listener`, `no_such_estate`, `no_such_building`, `bad_name`, `address_too_long`,
    `picture_unreadable`, `picture_too_large`, `files_busy`, `sent_before`. Raises
    StorageDown when nothing was told.
    """
    text, contact = worded(asked.text), _contact(asked)
    address = plain(asked.address).strip()
    if len(address) > ADDRESS_LENGTH:
        raise Refusal("address_too_long", most=ADDRESS_LENGTH)
    jpeg = as_jpeg(asked.picture, asked.picture_name)
    with acting(ctx, who, MAY_TAKE_CASES) as act:
        key = key_index(ctx.secret, asked.key)
        made = register.by_request(act.tx, key)
        if made:
            first = [said_in(ctx, one.id, one.sealed)
                     for one in story.tellings(act.tx, [made.id])]
            act.sent_again("it was told already", same=all(said in (None, text) for said in first),
                           at_screen=asked.source is CaseSource.KIOSK)
            return receipt(ctx, act.tx, made, is_new=False)
        case = register.add(act.tx, _new(act, asked, contact.phone), key)
        keep_contact(act, case.id, contact, address)
        if jpeg:
            keep_picture(act, case, jpeg, asked.key)
        write(act, case, CaseAction.TELL, text)
        is_urgent = stored.book(act.tx).topic(case.topic_id).days == 0
        tell_staff(act, "danger" if is_urgent else "told", case)
        return receipt(ctx, act.tx, case)


def alike(ctx: AppContext, topic_id: str, estate_id: str) -> tuple[PublicCase, ...]:
    """What was told of a topic and a place within the last months and let onto the wall, newest
    first: of nobody else's case that was not anything is shown."""
    with ctx.database.read() as tx:
        now = ctx.clock()
        found = register.released_between(tx, now - PUBLIC_SINCE, now, 200)
        return tuple(public_of(tx, one) for one in found
                     if (one.topic_id, one.estate_id) == (topic_id, estate_id or None)
                     )[:MOST_ALIKE]


def receipt(ctx: AppContext, tx: ReadTransaction, case: Case, *,
            is_new: bool = True) -> CaseReceipt:
    """What whoever told a case takes along."""
    book, code = stored.book(tx), shown(ctx.secret, case.code)
    contact, _ = register.sealed_of(tx, case.id)
    return CaseReceipt(
        case.id, book.centre.said(case.number), code, ctx.settings.link(f"/c/{code}"),
        book.topic(case.topic_id),
        next((one for one in stored.listeners(tx) if one.id == case.listener_id), None),
        case.received_at, case.due_on, contact is not None, is_new)


def place_of(tx: ReadTransaction, asked: CaseAsk) -> tuple[str | None, int | None]:
    """Estate and building, each None where it was not said. Refuses with `no_such_estate`,
    `no_such_building` (buildings)."""
    if not asked.estate_id:
        return None, None
    estate: Estate = catalogue.book(tx).estate(asked.estate_id)
    if asked.building is not None and not 1 <= asked.building <= estate.buildings:
        raise Refusal("no_such_building", buildings=estate.buildings)
    return estate.id, asked.building


def _new(act: Act, asked: CaseAsk, phone: str) -> Case:
    book: CaseBook = stored.book(act.tx)
    topic = book.offer(asked.topic_id)
    listener_ids: Sequence[str] = [one.id for one in stored.listeners(act.tx) if not one.hidden]
    if asked.listener_id and asked.listener_id not in listener_ids:
        raise Refusal("no_such_listener")
    estate_id, building = place_of(act.tx, asked)
    vault = act.ctx.vault
    return Case(
        0, register.next_number(act.tx, book.centre.first_number),
        hidden(act.ctx.secret, act.ctx.codes()), topic.id, asked.source, CaseState.RECEIVED,
        act.now, act.now, working_day_after(act.now.date(), topic.days),
        listener_id=asked.listener_id or None, estate_id=estate_id, building=building,
        person_index=vault.make_person_index(act.tx, phone) if phone else None,
        notice=CASES_NOTICE)


def _contact(asked: CaseAsk) -> CaseContact:
    name = plain_name(asked.name)
    if len(name) > NAME_LENGTH:
        raise Refusal("bad_name")
    return CaseContact(name, telephone(asked.phone) if asked.phone.strip() else "")


def _listener_now(tx: ReadTransaction, listener: Listener, now: datetime) -> ListenerNow:
    coming = [one for one in reception.coming(
        tx, now.date(), now.date() + RECEPTION_AHEAD, listener.id) if not one.cancelled]
    receives = next((one for one in coming if one.receives_at(now)), None)
    later = next((one for one in coming if one.times and one.times[0][0] > now), None)
    return ListenerNow(listener, receives, later)

