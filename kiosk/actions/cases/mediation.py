"""Mediation: two sides who each see only their own, a dossier of papers, and three clocks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from db.cases import mediation as stored, register
from db.cases.book import book
from db.engine.bearer_codes import hidden, key_index, shown
from db.engine.database import ReadTransaction
from kiosk.actions.acting import Act, acting
from kiosk.actions.decrypted import readable
from kiosk.context import AppContext
from kiosk.domain.cases.cases import ADDRESS_LENGTH, TEXT_LENGTH
from kiosk.domain.cases.mediation import (
    A_MONTH,
    RULES,
    SIDES,
    DossierPaper,
    Mediation,
    MediationAction,
    MediationEvent,
    MediationSide,
    MediationState,
    longer,
    next_state,
)
from kiosk.domain.characters import plain
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import MAY_MEDIATE, StaffSession
from kiosk.domain.telephones import telephone
from kiosk.domain.volunteers.registry import NAME_LENGTH

SIDE_OF, SAID_OF = "mediation side {}", "mediation said {}"
READ = "mediation_read"
HOLDER, BOTH, MEDIATORS = "holder", "both", ""
SHOWN_FOR = timedelta(days=365)
_D = MediationAction
ENDS = (MediationState.FULFILLED, MediationState.FAILED, MediationState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class SideFacts:
    """Who a side is; telephone and address may be ""."""

    name: str
    phone: str = ""
    address: str = ""

    def checked(self) -> SideFacts:
        """The same as it is kept. Refuses with `side_unnamed`, and as `telephone` does."""
        name, address = plain(self.name).strip()[:NAME_LENGTH], plain(self.address).strip()
        if not name:
            raise Refusal("side_unnamed")
        return SideFacts(name, telephone(self.phone) if self.phone.strip() else "",
                         address[:ADDRESS_LENGTH])


@dataclass(frozen=True, slots=True)
class MediationRequest:
    """Opening a mediation: `key` makes twice once, `text` is what it is about, for the mediators
    alone; `case_number` is that of the case it came from, or ""."""

    key: str
    sides: tuple[SideFacts, SideFacts]
    text: str
    case_number: str = ""


@dataclass(frozen=True, slots=True)
class MediationStep:
    """A line of a mediation's log as the mediators read it; `said` is None where nothing was, or
    it was deleted."""

    at: datetime
    action: MediationAction
    actor: str
    side: str
    details: str
    said: str | None


@dataclass(frozen=True, slots=True)
class DeskSide:
    """A side as the mediators see it; `facts` is None where it was deleted."""

    side: MediationSide
    facts: SideFacts | None
    url: str


@dataclass(frozen=True, slots=True)
class DeskMediation:
    """A mediation as the mediators see it: `papers` are those that are there, by since when."""

    version: int
    now: datetime
    mediation: Mediation
    sides: tuple[DeskSide, ...]
    steps: tuple[MediationStep, ...]
    papers: Mapping[DossierPaper, datetime]
    may: frozenset[MediationAction]
    case_number: str


@dataclass(frozen=True, slots=True)
class MediationDesk:
    """The mediations under way, what is due first first, and those of a year that have ended."""

    version: int
    now: datetime
    live: tuple[Mediation, ...]
    ended: tuple[Mediation, ...]


@dataclass(frozen=True, slots=True)
class SideLine:
    """A line as a side reads it on its own page; `by_me` says that the side itself wrote it."""

    at: datetime
    action: MediationAction
    by_me: bool
    said: str | None


@dataclass(frozen=True, slots=True)
class SidePage:
    """What one side sees: its own lines and those for both. `may_say` while it is under way,
    `asks_consent` while it can agree to a month more."""

    version: int
    now: datetime
    state: MediationState
    due_on: date
    side: str
    name: str
    lines: tuple[SideLine, ...]
    consented_at: datetime | None
    asks_consent: bool
    visit_on: date | None
    court_by: date | None
    may_say: bool


def mediations(ctx: AppContext, session: StaffSession) -> MediationDesk:
    """All mediations, without anything personal. Refuses with `not_allowed`."""
    with acting(ctx, session, MAY_MEDIATE) as act:
        act.without_event("nothing personal was read")
        return MediationDesk(act.tx.version, act.now, stored.live(act.tx),
                             stored.ended_since(act.tx, act.now - SHOWN_FOR))


def open_mediation(ctx: AppContext, session: StaffSession, request: MediationRequest) -> int:
    """A new mediation with a page for each side; the same key is the same one. Returns its id.

    Refuses with `not_allowed`, `no_text`, `text_too_long`, `no_such_case` (a number nobody has),
    and as `SideFacts.checked`.
    """
    text, sides = _text(request.text), [one.checked() for one in request.sides]
    with acting(ctx, session, MAY_MEDIATE) as act:
        codes = [hidden(ctx.secret, key_index(ctx.secret, f"{request.key} {one}")[1:])
                 for one in SIDES]
        if known := stored.side_of_code(act.tx, codes[0]):
            act.without_event("it was opened already")
            return known.mediation_id
        made = stored.add(act.tx, Mediation(
            0, MediationState.OPEN, act.now, act.now, act.now.date() + A_MONTH,
            session.actor.partition("@")[0], _case_of(act.tx, request.case_number)))
        for side, code, facts in zip(SIDES, codes, sides, strict=True):
            keep_facts(act, stored.add_side(act.tx, MediationSide(0, made.id, side, code)), facts)
        _write(act, made, _D.OPEN, MEDIATORS, text)
        return made.id


def see_mediation(ctx: AppContext, session: StaffSession, mediation_id: int) -> DeskMediation:
    """A mediation with both sides: reading it is an event. Refuses with `not_allowed`,
    `no_such_mediation`."""
    with acting(ctx, session, MAY_MEDIATE) as act:
        found = mediation_of(act.tx, mediation_id)
        act.log(READ, mediation=found.id)
        return _view(ctx, act.tx, found, act.now)


def say(ctx: AppContext, session: StaffSession, mediation_id: int, to: str, text: str, key: str
        ) -> None:
    """Writes to one side, to both, or ("") a note that the mediators alone read; the same key is
    the same words. Refuses with `not_allowed`, `no_such_mediation`, `no_text`, `text_too_long`,
    `no_such_side`."""
    text = _text(text)
    if to not in (*SIDES, BOTH, MEDIATORS):
        raise Refusal("no_such_side")
    with acting(ctx, session, MAY_MEDIATE) as act:
        found = mediation_of(act.tx, mediation_id)
        if not register.use_key(act.tx, key_index(ctx.secret, key), act.now):
            act.without_event("it was written already")
            return
        _write(act, found, _D.SAY if to else _D.NOTE, to, text)


def consent(ctx: AppContext, session: StaffSession, mediation_id: int, side: str) -> None:
    """A side agreed to more time, on paper or by telephone. Twice is once. Refuses with
    `not_allowed`, `no_such_mediation`, `no_such_side`, `case_changed`."""
    with acting(ctx, session, MAY_MEDIATE) as act:
        found = mediation_of(act.tx, mediation_id)
        mine = next((one for one in stored.sides(act.tx, found.id) if one.side == side), None)
        if mine is None:
            raise Refusal("no_such_side")
        _consent(act, found, mine)


def give_longer(ctx: AppContext, session: StaffSession, mediation_id: int, known: datetime
                ) -> None:
    """A month more, once both sides have agreed; the next one needs their consent anew.

    Refuses with `not_allowed`, `no_such_mediation`, `consent_missing`, `case_changed`.
    """
    with acting(ctx, session, MAY_MEDIATE) as act:
        found, sides = mediation_of(act.tx, mediation_id, known), stored.sides(act.tx, mediation_id)
        _change(act, found, _D.LONGER, {"due_on": longer(found, sides)})
        for one in sides:
            stored.change_side(act.tx, replace(one, consented_at=None))


def end_mediation(ctx: AppContext, session: StaffSession, mediation_id: int,
                  action: MediationAction, known: datetime, text: str) -> None:
    """达成协议, 履行完了, 调不成, 不调了: both sides read what is written of it.

    Refuses with `not_allowed`, `no_such_mediation`, `no_text`, `text_too_long`, `case_changed`.
    """
    text = _text(text)
    with acting(ctx, session, MAY_MEDIATE) as act:
        found = mediation_of(act.tx, mediation_id, known)
        changes: dict[str, Any] = {}
        if action is _D.AGREE:
            changes["agreed_at"] = act.now
        elif next_state(found.state, action) in ENDS:
            changes["ended_at"] = act.now
        _change(act, found, action, changes, text)


def mark_done(ctx: AppContext, session: StaffSession, mediation_id: int,
              action: MediationAction, known: datetime) -> None:
    """The follow-up visit was made, or a court confirmed the agreement. Twice is once.

    Refuses with `not_allowed`, `no_such_mediation`, `case_changed`.
    """
    column = {_D.VISIT: "visited_at", _D.COURT: "court_at"}[action]
    with acting(ctx, session, MAY_MEDIATE) as act:
        found = mediation_of(act.tx, mediation_id)
        if getattr(found, column):
            act.without_event("it was marked already")
            return
        _change(act, mediation_of(act.tx, mediation_id, known), action, {column: act.now})


def confirm_paper(ctx: AppContext, session: StaffSession, mediation_id: int,
                  paper: DossierPaper) -> None:
    """A paper of the dossier is there, signed, and somebody looked at it. Twice is once more.
    Refuses with `not_allowed`, `no_such_mediation`."""
    with acting(ctx, session, MAY_MEDIATE) as act:
        found = mediation_of(act.tx, mediation_id)
        stored.put_paper(act.tx, found.id, paper, act.now, act.actor)
        _write(act, found, _D.PAPER, MEDIATORS, details=paper)


def erase_mediation(ctx: AppContext, session: StaffSession, mediation_id: int) -> None:
    """Deletes all that is personal of one that has ended. Refuses with `not_allowed`,
    `no_such_mediation`, `case_changed` while it is under way."""
    with acting(ctx, session, MAY_MEDIATE) as act:
        found = mediation_of(act.tx, mediation_id)
        if found.ended_at is None:
            raise Refusal("case_changed")
        stored.forget(act.tx, found.id)
        _write(act, found, _D.ERASE, MEDIATORS)


def side_page(ctx: AppContext, code: str) -> SidePage:
    """What the side with this code sees. Refuses with `no_such_mediation`."""
    with ctx.database.read() as tx:
        return _side_page(ctx, tx, _side_of(ctx, tx, code))


def side_says(ctx: AppContext, code: str, key: str, text: str) -> SidePage:
    """A side writes to the mediators; the other side does not read it. The same key is the same
    words. Refuses with `no_such_mediation`, `no_text`, `text_too_long`, `case_over`."""
    text = _text(text)
    with acting(ctx, HOLDER) as act:
        mine = _side_of(ctx, act.tx, code)
        found = _under_way(act.tx, mine)
        if register.use_key(act.tx, key_index(ctx.secret, key), act.now):
            _write(act, found, _D.SAY, mine.side, text)
        else:
            act.without_event("it was said already")
        return _side_page(ctx, act.tx, mine)


def side_consents(ctx: AppContext, code: str) -> SidePage:
    """A side agrees to a month more. Twice is once. Refuses with `no_such_mediation`,
    `case_over`."""
    with acting(ctx, HOLDER) as act:
        mine = _side_of(ctx, act.tx, code)
        _consent(act, _under_way(act.tx, mine), mine)
        return _side_page(ctx, act.tx, _side_of(ctx, act.tx, code))


def _text(written: str) -> str:
    text = plain(written).strip()
    if not text:
        raise Refusal("no_text")
    if len(text) > TEXT_LENGTH:
        raise Refusal("text_too_long", most=TEXT_LENGTH)
    return text


def _case_of(tx: ReadTransaction, written: str) -> int | None:
    if not written.strip():
        return None
    number = book(tx).centre.number_of(written)
    case = register.by_number(tx, number) if number is not None else None
    if case is None:
        raise Refusal("no_such_case")
    return case.id


def mediation_of(tx: ReadTransaction, mediation_id: int, seen: datetime | None = None) -> Mediation:
    """A mediation, as it was `seen` on a page. Refuses with `no_such_mediation`, `case_changed`."""
    found = stored.by_id(tx, mediation_id)
    if found is None:
        raise Refusal("no_such_mediation")
    if seen not in (None, found.changed_at):
        raise Refusal("case_changed")
    return found


def _side_of(ctx: AppContext, tx: ReadTransaction, code: str) -> MediationSide:
    found = stored.side_of_code(tx, hidden(ctx.secret, code))
    if found is None or found.sealed is None:
        raise Refusal("no_such_mediation")
    return found


def _under_way(tx: ReadTransaction, side: MediationSide) -> Mediation:
    found = mediation_of(tx, side.mediation_id)
    if found.ended_at is not None:
        raise Refusal("case_over")
    return found


def _consent(act: Act, found: Mediation, side: MediationSide) -> None:
    next_state(found.state, _D.CONSENT)
    if side.consented_at is not None:
        act.without_event("it had agreed already")
        return
    stored.change_side(act.tx, replace(side, consented_at=act.now))
    _write(act, found, _D.CONSENT, side.side)


def _change(act: Act, found: Mediation, action: MediationAction, changes: Mapping[str, Any],
            text: str = "") -> None:
    """Leads on. Refuses with `case_changed` where it cannot be done now."""
    after = replace(found, state=next_state(found.state, action),
                    changed_at=max(act.now, found.changed_at + timedelta(microseconds=1)),
                    **changes)
    stored.change_to(act.tx, found, after)
    _write(act, after, action, BOTH, text)


def _write(act: Act, found: Mediation, action: MediationAction, side: str, text: str = "",
           details: str = "") -> None:
    event = stored.add_event(act.tx, found.id, act.now, action, act.actor.partition("@")[0],
                             side, details)
    if text:
        stored.seal_in(act.tx, event,
                       act.ctx.vault.encrypt(act.tx, text, SAID_OF.format(event)))
    act.log(f"mediation_{action}", mediation=found.id)


def _said(ctx: AppContext, event: MediationEvent) -> str | None:
    return event.sealed and readable(ctx, event.sealed, SAID_OF.format(event.id))


def facts_of(ctx: AppContext, side: MediationSide) -> SideFacts | None:
    """Who a side is; None where that was deleted."""
    if side.sealed is None:
        return None
    text = readable(ctx, side.sealed, SIDE_OF.format(side.id))
    return SideFacts(**json.loads(text)) if text.startswith("{") else SideFacts(text)


def keep_facts(act: Act, side: MediationSide, facts: SideFacts) -> None:
    """Keeps who a side is."""
    written = json.dumps(asdict(facts), ensure_ascii=False)
    stored.change_side(act.tx, replace(side, sealed=act.ctx.vault.encrypt(
        act.tx, written, SIDE_OF.format(side.id))))


def erase_side(act: Act, side: MediationSide) -> None:
    """Deletes what is personal of one side. Without it nothing is left to mediate; an agreement
    that stands goes on."""
    found = mediation_of(act.tx, side.mediation_id)
    stored.forget_side(act.tx, side)
    if found.state is MediationState.OPEN:
        _change(act, found, _D.WITHDRAW, {"ended_at": act.now})
    _write(act, found, _D.ERASE, MEDIATORS)


def _view(ctx: AppContext, tx: ReadTransaction, found: Mediation, now: datetime) -> DeskMediation:
    case = register.by_id(tx, found.case_id) if found.case_id else None
    return DeskMediation(
        tx.version, now, found,
        tuple(DeskSide(one, facts_of(ctx, one),
                       ctx.settings.link(f"/c/{shown(ctx.secret, one.code)}"))
              for one in stored.sides(tx, found.id)),
        tuple(MediationStep(one.at, one.action, one.actor, one.side, one.details,
                            _said(ctx, one)) for one in stored.events(tx, found.id)),
        stored.papers(tx, found.id),
        frozenset(action for state, action in RULES if state is found.state),
        book(tx).centre.said(case.number) if case else "")


def _side_page(ctx: AppContext, tx: ReadTransaction, side: MediationSide) -> SidePage:
    found, facts = mediation_of(tx, side.mediation_id), facts_of(ctx, side)
    lines = tuple(
        SideLine(one.at, one.action, one.actor == HOLDER, _said(ctx, one))
        for one in stored.events(tx, found.id) if one.is_seen_by(side.side))
    return SidePage(
        tx.version, ctx.clock(), found.state, found.due_on, side.side,
        facts.name if facts else "", lines, side.consented_at,
        found.state is MediationState.OPEN and side.consented_at is None,
        found.visit_on, found.court_by, found.ended_at is None)
