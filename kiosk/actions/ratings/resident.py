"""Rating by the code of a slip, on the phone: once, with a line, and whom to call."""

from __future__ import annotations

from dataclasses import replace

from db.content import guide as content
from db.engine.bearer_codes import hidden
from db.engine.database import ReadTransaction
from db.queue import queries as queue
from db.ratings import queries as stored
from db.ratings.queries import RatingNote
from kiosk.actions.acting import Act, acting
from kiosk.actions.ratings.giving import RESIDENT, give, keep_line, lines_of, mark_of, worded
from kiosk.actions.ratings.results import RatingAsked, RatingTold
from kiosk.context import AppContext
from kiosk.domain.queue.tickets import Ticket
from kiosk.domain.ratings.asking import check_rated, may_be_rated
from kiosk.domain.refusals import Refusal
from kiosk.domain.telephones import telephone

CONTACT = "rating contact {}"
# Who adds something minutes after rating mostly was not content.
UNTOLD = "with its time the log would tell which rating was poor"


def asked(ctx: AppContext, code: str, *, own: bool = False) -> RatingAsked:
    """A number that was served, for whoever has its code: others see slips too, and from what they
    are shown or refused they must not learn what was rated. `own` is the phone that rated. Refuses
    with `no_such_ticket`, also once the days are over and it has nothing `own` to look up."""
    with ctx.database.read() as tx:
        ticket, now = _ticket(ctx, tx, code), ctx.clock()
        mark = mark_of(ctx, ticket)
        is_rated, note = stored.is_rated(tx, mark), stored.note(tx, mark)
        may_rate = may_be_rated(ticket, now)
        if not (may_rate or (own and note)):
            raise Refusal("no_such_ticket")
        return RatingAsked(
            tx.version, now, ticket, content.guide(tx).service(ticket.service_id),
            may_rate and not is_rated, is_rated, is_rated and _may_add(note, own=own))


def is_asked(ctx: AppContext, code: str) -> bool:
    """Whether a number's page asks how it was."""
    try:
        return asked(ctx, code).asks
    except Refusal:
        return False


def own_rating(ctx: AppContext, code: str) -> RatingTold | None:
    """All that was said with a poor rating, for the phone that gave it; None where there is none.
    Refuses with `no_such_ticket`."""
    with ctx.database.read() as tx:
        note = stored.note(tx, mark_of(ctx, _ticket(ctx, tx, code)))
        return told_of(ctx, note) if note and note.follow_up else None


def rate(
    ctx: AppContext, code: str, level: int, tags: frozenset[str] = frozenset(), text: str = ""
) -> bool:
    """Rates a number; whether that was poor. Refuses with `no_such_ticket`, `bad_level`,
    `not_done_yet`, `rated_too_late`, `rated_already`, `text_too_long`."""
    with acting(ctx, RESIDENT) as act:
        note = give(act, _ticket(ctx, act.tx, code), level, tags, text)
        return note is not None and note.follow_up is not None


def add(ctx: AppContext, code: str, text: str, phone: str = "", *, own: bool = False) -> None:
    """Says something where nothing was said yet, or from the `own` phone more of a poor rating,
    once; a `phone` is whom to call. One of both is enough.

    Refuses with `no_such_ticket`, `not_rated`, `rated_too_late`, `rated_already` (something was
    said), `no_text`, `text_too_long`, NO_TELEPHONE.
    """
    said, number = worded(text, needed=not phone.strip()), _telephone(phone)
    with acting(ctx, RESIDENT) as act:
        ticket = _ticket(ctx, act.tx, code)
        mark = mark_of(ctx, ticket)
        note = stored.note(act.tx, mark)
        if not own:
            check_rated(ticket, act.now)
        if not stored.is_rated(act.tx, mark) and note is None:
            raise Refusal("not_rated")
        if not _may_add(note, own=own):
            raise Refusal("rated_already")
        note = note or RatingNote(mark, act.now.date(), None, frozenset())
        if note.follow_up:
            note = replace(note, follow_up=note.follow_up.added(act.now))
        _with_contact(act, keep_line(act, note, "added", said), number)
        act.without_event(UNTOLD)


def leave_phone(ctx: AppContext, code: str, phone: str) -> None:
    """请人回个电话, from the phone that gave a poor rating: until it was dealt with another number
    can be left. Refuses with `no_such_ticket`, `not_rated`, `follow_up_changed`, NO_TELEPHONE."""
    number = telephone(phone)
    with acting(ctx, RESIDENT) as act:
        note = stored.note(act.tx, mark_of(ctx, _ticket(ctx, act.tx, code)))
        if note is None or note.follow_up is None:
            raise Refusal("not_rated")
        if note.follow_up.dealt_at is not None:
            raise Refusal("follow_up_changed")
        _with_contact(act, note, number)
        act.without_event(UNTOLD)


def told_of(ctx: AppContext, note: RatingNote) -> RatingTold:
    """A note with all that was said."""
    return RatingTold(note.mark, note.day, note.level, note.tags, note.follow_up,
                      lines_of(ctx, note), note.contact is not None)


def keep_contact(act: Act, note: RatingNote, number: str) -> None:
    """Writes whom to call, sealed."""
    vault = act.ctx.vault
    stored.keep_note(act.tx, replace(
        note, contact=vault.encrypt(act.tx, number, CONTACT.format(note.mark)),
        person_index=vault.make_person_index(act.tx, number)))


def _with_contact(act: Act, note: RatingNote, number: str) -> None:
    if number:
        keep_contact(act, note, number)


def _telephone(phone: str) -> str:
    return telephone(phone) if phone.strip() else ""


def _may_add(note: RatingNote | None, *, own: bool) -> bool:
    """Whether nothing was said yet; whoever was not content may say more from the `own` phone."""
    if note is None:
        return True
    is_open = note.follow_up is not None and note.follow_up.added_at is None
    return is_open and (own or (note.story is None and note.contact is None))


def _ticket(ctx: AppContext, tx: ReadTransaction, code: str) -> Ticket:
    ticket = queue.by_code(tx, hidden(ctx.secret, code))
    if ticket is None:
        raise Refusal("no_such_ticket")
    return ticket
