"""开门检查: ten parts tried one after the other while the touch screen stays usable."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from kiosk.actions.operations.kiosk_closure import centre_now, open_again
from kiosk.actions.operations.opening_check import OpeningCheck, checked
from kiosk.actions.staff.sessions import session_at_kiosk
from kiosk.context import AppContext
from kiosk.domain.operations.opening_check import PARTS, CheckResult, to_try
from kiosk.domain.speech_text import in_time
from kiosk.domain.staff.roles import MAY_CLOSE, StaffSession
from kiosk.screens.operations.check_line import NAME, CheckLine, line_height, todo_height
from kiosk.ui.drawing.fitted_text import text_width
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.screen import Answers, KioskScreen, layouts, view_model
from kiosk.ui.widgets.repeater import Item, placed
from kiosk.ui.widgets.tappable import Tappable
from kiosk.wording.dates import written_time

PORTRAIT = {
    "title": (48, 172, 984, 138),
    "rows": (48, 330, 984, 1144),
    "left": (48, 1500, 396, 216),
    "primary": (468, 1500, 564, 216),
    "icon": (0, 0, 60, 60),
}
BIG_PORTRAIT = PORTRAIT | {"title": (48, 170, 984, 108), "rows": (48, 288, 984, 1198)}
LANDSCAPE = {
    "title": (48, 160, 588, 180),
    "todo": (48, 372, 588, 240),
    "left": (48, 636, 588, 126),
    "primary": (48, 786, 588, 126),
    "rows": (660, 160, 1212, 752),
    "icon": (0, 0, 60, 60),
}
ICONS = {"screen": "device-desktop", "printer": "printer", "voice": "volume", "board": "device-tv",
         "phones": "device-mobile", "database": "database", "backup": "history",
         "clock": "clock", "disk": "server-2", "holidays": "calendar"}
RUN = "opening_check"
COLUMN_GAP = 24
# A line of the list is no higher than this, and those that are open stand so far apart.
HIGHEST = 104

Do = Callable[[Tappable], object]


@dataclass(frozen=True, slots=True)
class CheckWay:
    """A button: what stands on it and what it does."""

    icon: str = ""
    text: str = ""
    action: Do = id
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class CheckPage:
    """The lines of the parts, what to do first where the lines have no room for it, two ways on."""

    title: str = ""
    lead: str = ""
    lines: Sequence[Item] = ()
    todo: str = ""
    left: CheckWay = CheckWay()
    primary: CheckWay = CheckWay()


class OpeningCheckScreen(KioskScreen):
    """What was found today stands there; a check is begun by a tap, and goes on whatever is done
    meanwhile."""

    NAME = "opening_check"
    LAYOUTS = layouts(PORTRAIT, LANDSCAPE, BIG_PORTRAIT, LANDSCAPE)
    STAY = Stay(100, 20)
    STAFF = True

    line_kind = CheckLine

    page = view_model(CheckPage())

    @classmethod
    def ask(cls, ctx: AppContext, token: str) -> Answers:
        session, now = session_at_kiosk(ctx, token, here=False), ctx.clock()
        known = [one for one in checked(ctx).get(ctx.settings.kiosk_name, ())
                 if one.at.date() == now.date()]
        return {"session": session, "known": known, "shut": centre_now(ctx).shut_by_staff(now)}

    def show(
        self, session: StaffSession, known: Sequence[CheckResult], shut: bool = False,
        present: str = "",
    ) -> None:
        """`present` is the part now being tried."""
        self._session, self._shut = session, shut
        self._known, self._present = tuple(known), present
        self._render()

    def tick(self, now: datetime) -> None:
        run = self._run
        if run is None or self._shown == (run.present, run.under_way, run.results):
            return
        self._render()
        # Whoever waits for it is there, though nothing is touched.
        self.ui.stay()

    def speech(self) -> str:
        return in_time(self._sayings(), self.words.language)

    # ---- what can be done

    def begin(self, _button: Tappable) -> None:
        """Tries everything; after a check of this visit what is not well yet, if anything is. What
        was well before may not be any more."""
        parts = (to_try(self._known) if self._run else ()) or PARTS
        run = OpeningCheck(self.ui.ctx, self._session, self.mode.language, self._known, parts)
        self.ui.kept[RUN] = run
        run.start()
        self._render()

    def open_up(self, button: Tappable) -> None:
        """The door is open: residents find home again, also where the kiosk was closed."""
        if self._shut and self._session.account.role in MAY_CLOSE:
            action = partial(open_again, self.ui.ctx, self._session)
            self.ui.run(action, lambda _done: self.ui.door.sign_out(), button)
        else:
            self.ui.door.sign_out()

    # ---- what is seen

    @property
    def _run(self) -> OpeningCheck | None:
        """The check of this visit, if one was begun."""
        found: OpeningCheck | None = self.ui.kept.get(RUN)
        return found

    def _render(self) -> None:
        if (run := self._run) is not None:
            self._known, self._present = run.results, run.present
            self._shown = (run.present, run.under_way, run.results)
        under_way = run.under_way if run is not None else bool(self._present)
        troubles = [one for one in self._known if not one.well and one.part != self._present]
        title, lead = self._heading(troubles, under_way)
        self.page = CheckPage(
            title=title, lead=lead, lines=self._lines(), **self._ways(troubles, under_way),
            todo=self._todo(troubles[0]) if troubles else "")

    def _heading(self, troubles: Sequence[CheckResult], under_way: bool) -> tuple[str, str]:
        words, known, n_all = self.words, self._known, len(PARTS)
        well = sum(one.well for one in known)
        if under_way:
            title = (words("opening_check.trying", part=self._name(self._present))
                     if self._present else words("opening_check.title"))
            return title, words("opening_check.progress", n=len(known), all=n_all)
        if not known:
            return words("opening_check.title"), words("opening_check.about")
        at = written_time(max(one.at for one in known))
        lead = words("opening_check.lead", n=well, all=n_all, at=at)
        if well == n_all:
            return words("opening_check.all_well"), lead
        if len(troubles) == 1 and well == n_all - 1:
            (one,) = troubles
            return words("opening_check.one_not", part=self._name(one.part),
                         said=self.text(one.said)), lead
        return words("opening_check.some_not", n=n_all - well), lead

    def _ways(self, troubles: Sequence[CheckResult], under_way: bool) -> dict[str, CheckWay]:
        words, known = self.words, self._known
        open_up = CheckWay("door-enter", words("opening_check.open"), self.open_up)
        if under_way:
            return {"left": open_up,
                    "primary": CheckWay("loader-2", words("opening_check.busy"), self.begin, False)}
        key = "again" if known else "begin"
        begin = CheckWay("refresh", words(f"opening_check.{key}"), self.begin)
        if len(known) == len(PARTS) and not troubles:
            return {"left": begin, "primary": open_up}
        return {"left": open_up, "primary": begin}

    def _lines(self) -> list[Item]:
        by_part, words = {one.part: one for one in self._known}, self.words
        names = max(text_width(self.theme, self._name(part), NAME) for part in PARTS)
        items: list[Item] = []
        for part in PARTS:
            result = by_part.get(part)
            state = ("now" if part == self._present else "next" if result is None
                     else "well" if result.well else "bad")
            chip = "" if state == "next" else words(
                f"opening_check.{'look' if state == 'bad' else state}")
            shown = result is not None and state != "now"
            items.append({
                "icon": ICONS[part], "name": self._name(part), "state": state, "chip": chip,
                "note": self.text(result.said) if shown and result else "", "names": names,
                "todo": self.text(result.todo) if state == "bad" and result else "",
                "opened": 0.0,
            })
        return self._placed(items)

    def _placed(self, items: list[Item]) -> list[Item]:
        """One below the other in one column, or in two; where there is one those with something to
        do are opened, as many as there is room for."""
        columns = list(self.box("rows").columns(1 if self.theme.portrait else 2, COLUMN_GAP))
        size = len(items) // len(columns)
        found: list[Item] = []
        for n, column in enumerate(columns):
            some = items[n * size:(n + 1) * size]
            least = line_height(self.theme, column.w)
            left = column.h - size * least
            for item in some:
                high = todo_height(self.theme, item["todo"], column.w) if item["todo"] else 0
                if high and high <= left and not self.has_box("todo"):
                    item["opened"], left = high, left - high
            line = min(least + left / size, HIGHEST) if len(columns) == 1 else least + left / size
            found += placed(some, _stacked(column, [line + item["opened"] for item in some]))
        return found

    def _sayings(self) -> Iterator[str]:
        words, known, n_all = self.words, self._known, len(PARTS)
        troubles = [one for one in known if not one.well]
        if self._present:
            yield words("opening_check.say_trying", part=self._name(self._present))
        elif not known:
            yield words("opening_check.say_ready")
        elif not troubles:
            yield words("opening_check.say_well")
        else:
            n, first = sum(one.well for one in known), troubles[0]
            for todo in (self.text(first.todo), ""):
                yield words("opening_check.say_not", all=n_all, n=n, part=self._name(first.part),
                            said=self.text(first.said), todo=todo)

    def _todo(self, trouble: CheckResult) -> str:
        return self.words("opening_check.first", part=self._name(trouble.part),
                          todo=self.text(trouble.todo))

    def _name(self, part: str) -> str:
        return self.words(f"opening_check.{part}")


def _stacked(column: Rect, heights: Sequence[float]) -> Iterator[Rect]:
    top = column.y
    for high in heights:
        yield column._replace(y=top, h=high)
        top += high
