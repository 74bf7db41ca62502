"""One act: its role check, its transaction and its event-log lines, from one context manager."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db import journal
from db.database import Change
from kiosk.context import Lobby
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role, Session

SYSTEM = "house"


@dataclass(slots=True)
class Act:
    """An open act: `tx` is its writing transaction, `now` its instant, `actor` who does it."""

    tx: Change
    now: datetime
    actor: str
    is_logged: bool = False

    def log(
        self, event: str, *, ticket_id: int | None = None, window: int | None = None,
        **details: Any,
    ) -> None:
        """Writes an event: what happened, with nothing personal in its details."""
        self.is_logged = True
        journal.write(self.tx, self.now, self.actor, event, ticket_id=ticket_id, window=window,
                      **details)

    def changes_nothing(self) -> None:
        """Says that all is as it was: there is no event to write."""
        self.is_logged = True


@contextmanager
def act(
    lobby: Lobby, who: Session | str, may: frozenset[Role] | None = None, *,
    content: bool = False, now: datetime | None = None,
) -> Iterator[Act]:
    """Opens an act of `who`: a session of the staff, or an actor's name (a kiosk, `phone`,
    `holder`, SYSTEM). `content` says that it changes what residents read.

    Refuses with `not_allowed` before it opens anything, where the role is not one of `may`.
    Raises StorageDown, and RuntimeError where an act ends without an event: then it is undone.
    """
    if isinstance(who, Session):
        allowed(who, may)
    actor = who.actor if isinstance(who, Session) else who
    with lobby.database.change(content=content) as tx:
        done = Act(tx, now or lobby.clock(), actor)
        yield done
        if not done.is_logged:
            raise RuntimeError("an act without an event")


def allowed(session: Session, may: frozenset[Role] | None) -> None:
    """Refuses with `not_allowed` where the role is not one of `may`; None is every role."""
    if may is not None and session.account.role not in may:
        raise Refusal("not_allowed")
