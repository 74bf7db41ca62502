"""The visit: all that belongs to the person now standing there, thrown away whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role
from kiosk.ui.drawing.theme import Mode


@dataclass(frozen=True, slots=True)
class VisitedPage:
    """A screen by its name, with what it was asked to show; `centre` is the one it asks where it
    looks ahead at what nobody else sees yet."""

    name: str
    arguments: Mapping[str, object] = field(default_factory=dict)
    centre: AppContext | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """The way gone so far, the modes chosen, and the keys of the taps.

    `began` is the mode in which it began. `keys` gives one secret token to each action of the
    visit, so that a tap that is repeated (a retry, a second finger, a slow machine) asks for
    the same thing. `kept` is what the person wrote and chose, by name: it outlives a change of
    mode, and nothing else keeps it.
    """

    mode: Mode
    path: tuple[VisitedPage, ...]
    keys: dict[tuple[object, ...], str] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)
    began: Mode = field(default_factory=Mode)

    @property
    def here(self) -> VisitedPage:
        """Where the person is now."""
        return self.path[-1]

    @property
    def untouched(self) -> bool:
        """Whether nobody has done anything yet."""
        return (
            len(self.path) == 1 and not self.here.arguments and not self.keys and not self.kept
            and self.mode == self.began
        )

    def to(self, place: VisitedPage) -> Visit:
        """One step further. Coming to a screen that is on the way already goes back to it."""
        names = [step.name for step in self.path]
        kept = self.path[:names.index(place.name)] if place.name in names else self.path
        return replace(self, path=(*kept, place))

    def turned(self, arguments: Mapping[str, object]) -> Visit:
        """The same screen with other arguments: another page of a list."""
        here = replace(self.here, arguments={**self.here.arguments, **arguments})
        return replace(self, path=(*self.path[:-1], here))

    def back(self) -> Visit:
        """One step back."""
        return replace(self, path=self.path[:-1]) if len(self.path) > 1 else self

    def key(self, *action: object, make: Callable[[], str]) -> str:
        """The key of an action: made at its first tap, the same for every later one."""
        if action not in self.keys:
            self.keys[action] = make()
        return self.keys[action]


@dataclass(frozen=True, slots=True)
class StaffAtScreen:
    """Who of the staff is signed in at the touch screen; `token` is the session's secret."""

    name: str
    role: Role
    token: str
