"""One act: its role check, its transaction and its event-log lines, from one context manager."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db.engine import event_log
from db.engine.column_types import has_sealed
from db.engine.database import WriteTransaction
from db.engine.forgetting import destroy_forgotten
from db.operations import standing
from db.staff import accounts as staff
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.settling import Agreement
from kiosk.domain.staff.roles import Role, StaffSession

SYSTEM = "system"


@dataclass(slots=True)
class Act:
    """An open act: `tx` is its writing transaction, `now` its instant, `actor` who does it.

    `told` is its last event, or why it has none. `agreed` is what the staff were shown of all that
    the act would end, and agreed to.
    """

    ctx: AppContext
    tx: WriteTransaction
    now: datetime
    actor: str
    told: str = ""
    agreed: Agreement | None = None

    def log(
        self, event: str, *, actor: str = "", ticket_id: int | None = None,
        counter: int | None = None, **details: Any,
    ) -> None:
        """Writes an event: what happened, with nothing personal in its details. `actor` is named
        where it is somebody else: SYSTEM does something of its own within the act."""
        self.told = str(event)
        event_log.write(self.tx, self.now, actor or self.actor, self.told, ticket_id=ticket_id,
                      counter=counter, **details)

    def without_event(self, why: str) -> None:
        """Says why it may end without an event: all is as it was, or a row tells of it."""
        self.told = why

    def sent_again(self, why: str, *, same: bool, at_screen: bool = False) -> None:
        """Says of a form whose key came before that it counted then. Refuses with `sent_before`
        where another content came now: a browser's Back keeps the key of a page. `at_screen` the
        key is the visit's, and whoever goes back after a lost answer is shown what was made."""
        if not same and not at_screen:
            raise Refusal("sent_before")
        self.without_event(why)


@contextmanager
def acting(
    ctx: AppContext, who: StaffSession | str, may: frozenset[Role] = frozenset(), *,
    content: bool = False, agreed: Agreement | None = None,
) -> Iterator[Act]:
    """Opens an act of `who`: a session of the staff whose role is one of `may`, or an actor's
    name (a kiosk, `phone`, `holder`, SYSTEM). `content` says that it changes what residents read.
    When it ends, nobody can read any more what it deleted, and no restore takes back what it
    changed of an account or a link.

    Refuses with `not_allowed` before it opens anything, with `signed_out` where the session or
    its account has ended meanwhile. Raises StorageDown, and RuntimeError where an act ends without
    an event and does not say why: then it is undone.
    """
    if isinstance(who, StaffSession):
        allowed(who, may)
    actor = who.actor if isinstance(who, StaffSession) else who
    with ctx.database.write(content=content) as tx:
        if isinstance(who, StaffSession) and not staff.has_session(tx, who.token):
            raise Refusal("signed_out")
        act = Act(ctx, tx, ctx.clock(), actor, agreed=agreed)
        yield act
        if not act.told:
            raise RuntimeError("an act without an event")
    if has_sealed(tx.changed):
        destroy_forgotten(ctx.database, ctx.vault.keys)
    if not standing.GUARDED.isdisjoint(tx.changed):
        standing.keep(ctx.database, ctx.vault.keys)


@contextmanager
def housekeeping(ctx: AppContext, why: str, *,
                 content: bool = False) -> Iterator[WriteTransaction]:
    """Opens a transaction that writes no event, and says why. Raises StorageDown."""
    with acting(ctx, SYSTEM, content=content) as act:
        act.without_event(why)
        yield act.tx


def allowed(session: StaffSession, may: frozenset[Role]) -> None:
    """Refuses with `not_allowed` where the role is not one of `may`."""
    if session.account.role not in may:
        raise Refusal("not_allowed")
