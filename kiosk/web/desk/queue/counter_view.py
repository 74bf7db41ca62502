"""The picture of a clerk's counter: what each place of the page says, and what can be pressed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from kiosk.actions.queue.results import CounterState, DeskView, Waiting
from kiosk.domain.queue.tickets import QueueRules, Ticket, return_until
from kiosk.web.desk.sections import Blank
from kiosk.wording.translator import Translator


class Tab(StrEnum):
    """The four lists beside the ticket."""

    WAITING = "waiting"
    PARKED = "parked"
    MISSED = "missed"
    DONE = "done"


ROW_ACTIONS = {Tab.WAITING: "call_this", Tab.PARKED: "take_back", Tab.MISSED: "bring_back",
               Tab.DONE: "reopen"}
EMPTY_ICONS = {Tab.WAITING: "mood-smile", Tab.PARKED: "player-pause", Tab.MISSED: "user-x",
               Tab.DONE: "circle-check"}


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press: `why_not` is empty where it makes sense now; `also` is what else it
    does."""

    action: str
    word: str
    icon: str = ""
    key: str = ""
    hint: str = ""
    why_not: str = ""
    also: str = ""


@dataclass(frozen=True, slots=True)
class ListedTicket:
    """One number in a list. `aside` stands before its button, `said` is for screen readers."""

    ticket: Ticket
    title: str
    kind: str
    aside: str
    press: Button
    said: str


def draw(
    view: DeskView, tab: Tab, rules: QueueRules, words: Translator, board: str,
    done: tuple[Waiting, ...] = (),
) -> dict[str, Any]:
    """All that `live.html` shows. `board` is the number that stands on the calling board, `done`
    what is listed of the finished ones."""
    current, service = view.current, view.current_service
    counter = words("desk.counter", n=view.counter.number)
    drawn: dict[str, Any] = {
        "view": view,
        "tab": tab,
        "board": board,
        "title": f"{current.label} · {counter}" if current else counter,
        "others_want_help": others_want_help(view, words),
        "empty_card": empty_card(view, words),
        "primary": primary(view, words),
        "actions": actions(view, words),
        "counts": {name: view.served_today if name is Tab.DONE else len(getattr(view, name))
                   for name in Tab},
        "rows": rows(view, tab, done if tab is Tab.DONE else getattr(view, tab), rules, words),
        "undo_seconds": _undo_seconds(view, rules),
        "rule": rule(view, tab, rules, words),
        "empty_list": Blank(
            EMPTY_ICONS[tab], words(f"desk.none_{tab}"), words(f"desk.none_{tab}_hint")
        ),
    }
    if current and service:
        called_at = current.last_called_at or view.now
        drawn |= {
            "kind": kind_of(current, words),
            "on_the_way": current.coming_at is not None and current.coming_at >= called_at,
            "waited": _minutes((current.called_at or view.now) - current.taken_at),
            "seconds": max(int((view.now - called_at).total_seconds()), 0),
            "things": words("desk.list_between").join(
                material.name.in_(words.language) for material in service.materials
            ),
        }
    return drawn


def primary(view: DeskView, words: Translator) -> Button:
    """The one red button, which the Enter key presses."""
    if view.counter.state is not CounterState.OPEN:
        return Button("open_counter", words("desk.open_again"), "door-enter", "enter")
    word = words("desk.finish_and_call" if view.current else "desk.call_next")
    if view.next is None:
        why = "desk.nobody_for_you" if view.waiting else "desk.nobody_waits"
        return Button("call_next", word, "speakerphone", "enter", why_not=words(why))
    kind = kind_of(view.next, words) if _is_marked(view.next) else ""
    hint = words("desk.next_up", number=view.next.label, kind=kind).strip()
    return Button("call_next", word, "speakerphone", "enter", hint)


def actions(view: DeskView, words: Translator) -> tuple[Button, ...]:
    """The six buttons under it, F2 to F7."""
    nobody = "" if view.current else words("desk.nobody_called")
    more = view.calls_until_missed
    not_yet = words("desk.call_more", n=more) if more else ""
    asked = view.counter.number in view.help_wanted
    about_help = "no_help" if asked else "ask_for_help"
    return (
        Button("call_again", words("desk.call_again"), "refresh", "F2", why_not=nobody),
        Button("miss", words("desk.miss"), "user-x", "F3", why_not=nobody or not_yet),
        Button("transfer", words("desk.transfer"), "arrows-exchange", "F4", why_not=nobody),
        Button("park", words("desk.park"), "player-pause", "F5", why_not=nobody),
        Button("finish", words("desk.finish"), "circle-check", "F6", why_not=nobody),
        Button(about_help, words(f"desk.{about_help}"), "help-circle", "F7"),
    )


def rows(
    view: DeskView, tab: Tab, listed: tuple[Waiting, ...], rules: QueueRules, words: Translator
) -> tuple[ListedTicket, ...]:
    """The rows of a list, each with what can be done for that number."""
    return tuple(
        ListedTicket(
            ticket=row.ticket,
            title=row.service.title.in_(words.language),
            kind=kind_of(row.ticket, words) if _is_marked(row.ticket) else "",
            aside=_aside(view, tab, row, rules, words),
            press=(press := _press(view, tab, row.ticket, rules, words)),
            said=words("desk.list_between").join(filter(None, (
                press.also, words(f"desk.{ROW_ACTIONS[tab]}_long", number=row.ticket.label)))),
        )
        for row in listed
    )


def rule(view: DeskView, tab: Tab, rules: QueueRules, words: Translator) -> str:
    """The note under a list: by which rule it goes."""
    if tab is Tab.MISSED:
        return words("desk.rule_missed", n=rules.return_behind)
    if view.counter.state is not CounterState.OPEN:
        return words("desk.rule_shut")
    if tab in (Tab.PARKED, Tab.DONE):
        return words(f"desk.rule_{tab}")
    booked = any(one.ticket.appointment_at for one in view.waiting)
    return words("desk.rule_booked" if booked else "desk.rule", n=rules.priority_run)


def empty_card(view: DeskView, words: Translator) -> Blank | None:
    """What the big card says while nobody is served; None while somebody is."""
    if view.current:
        return None
    if view.counter.state is CounterState.PAUSED:
        return Blank("clock-pause", words("desk.resting"), words("desk.resting_hint"))
    if view.counter.state is CounterState.CLOSED:
        return Blank("lock", words("desk.shut"), words("desk.shut_hint"))
    n = len(view.waiting)
    if view.next:
        hint = words("desk.free_hint", n=n, number=view.next.label)
        return Blank("speakerphone", words("desk.free"), hint)
    if n:
        return Blank(
            "mood-smile", words("desk.quiet_others"), words("desk.quiet_others_hint", n=n)
        )
    return Blank("mood-smile", words("desk.quiet"), words("desk.quiet_hint"))


def others_want_help(view: DeskView, words: Translator) -> str:
    """The other counters that want somebody, in words; empty where none does."""
    numbers = (n for n in view.help_wanted if n != view.counter.number)
    return words("desk.list_between").join(words("desk.counter", n=n) for n in numbers)


def kind_of(ticket: Ticket, words: Translator) -> str:
    """Which kind of number it is, as the kiosk calls it; of an appointment its time."""
    if ticket.appointment_at:
        return words("desk.booked_for", time=f"{ticket.appointment_at:%H:%M}")
    return words(f"priority.{ticket.priority}")


def _is_marked(ticket: Ticket) -> bool:
    """Whether it is called by another rule than ordinary numbers."""
    return ticket.has_priority or ticket.appointment_at is not None


def _press(
    view: DeskView, tab: Tab, ticket: Ticket, rules: QueueRules, words: Translator
) -> Button:
    """What a row's button does; its hint is a reason that is this number's own."""
    own = note = ""
    if tab is Tab.MISSED and view.now > return_until(ticket, rules):
        own = words("desk.too_late", n=_minutes(rules.return_within))
    elif tab is not Tab.MISSED and ticket.assigned_counter not in (None, view.counter.number):
        own = words("desk.only_there", n=ticket.assigned_counter)
    elif tab is Tab.PARKED and ticket.closed_at is not None:
        note = words("desk.says_not_done")
    shut = tab is not Tab.MISSED and view.counter.state is not CounterState.OPEN
    action = ROW_ACTIONS[tab]
    return Button(
        action, words(f"desk.{action}"), hint=own or note,
        why_not=own or (words("desk.first_open") if shut else ""),
        also=words("desk.finishes", number=view.current.label)
        if view.current and tab is not Tab.MISSED else "",
    )


def _aside(
    view: DeskView, tab: Tab, row: Waiting, rules: QueueRules, words: Translator
) -> str:
    if tab is Tab.DONE and row.ticket.closed_at:
        return f"{row.ticket.closed_at:%H:%M}"
    if tab is Tab.MISSED:
        return _time_left(view, row.ticket, rules, words)
    return words("desk.waited", n=row.minutes)


def _undo_seconds(view: DeskView, rules: QueueRules) -> int:
    """For how long what was just finished can be taken back."""
    if view.undo is None or view.undo.closed_at is None:
        return 0
    return int((view.undo.closed_at + rules.undo_within - view.now).total_seconds())


def _time_left(view: DeskView, ticket: Ticket, rules: QueueRules, words: Translator) -> str:
    left = (return_until(ticket, rules) - view.now).total_seconds()
    return words("desk.returns_in", n=math.ceil(left / 60)) if left >= 0 else ""


def _minutes(time: timedelta) -> int:
    return int(time.total_seconds() // 60)
