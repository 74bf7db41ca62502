"""要带的都带了吗: before the kind of number, what to bring, as large ticks to take off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kiosk.actions.queue import service_now
from kiosk.actions.queue.results import ServiceNow
from kiosk.actions.volunteers import help_now
from kiosk.actions.volunteers.results import HelpNow
from kiosk.context import AppContext
from kiosk.domain.content.guide import Material
from kiosk.domain.speech_text import in_time
from kiosk.screens.content.service_status import people_ahead, written_counters
from kiosk.screens.queue.brought import BroughtMaterials, brought_for, kept_as
from kiosk.screens.queue.tick_row import TickRow
from kiosk.ui.drawing.fitted_text import one_line_role
from kiosk.ui.drawing.shapes import Chip, TextRun
from kiosk.ui.navigation.screen import Answers, KioskScreen, layouts, view_model
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.repeater import NO_LIST, Item, ListPage, list_page, placed
from kiosk.wording.spoken import spoken_primary, spoken_things

PORTRAIT = {
    "title": (48, 150, 984, 84),
    "lead": (48, 240, 984, 56),
    "errand": (48, 330, 984, 262),
    "rows": (48, 640, 984, 752),
    "rows_paged": (48, 640, 984, 598),
    "pager": (48, 1262, 984, 130),
    "helpers": (48, 1416, 984, 120),
    "helpers_paged": (48, 1416, 984, 120),
    "take": (48, 1560, 984, 156),
    "icon": (0, 0, 60, 60),
}
LANDSCAPE = {
    "title": (48, 146, 708, 76),
    "lead": (48, 232, 708, 108),
    "errand": (780, 146, 1092, 194),
    "rows": (48, 364, 1212, 552),
    "rows_paged": (48, 364, 1212, 552),
    "pager": (1284, 364, 588, 130),
    "helpers": (1284, 364, 588, 350),
    "helpers_paged": (1284, 518, 588, 196),
    "take": (1284, 738, 588, 178),
    "icon": (0, 0, 60, 60),
}
BIG_PORTRAIT = PORTRAIT | {
    "title": (48, 166, 984, 108),
    "errand": (48, 310, 984, 296),
    "rows": (48, 640, 984, 728),
    "rows_paged": (48, 640, 984, 574),
    "pager": (48, 1238, 984, 130),
    "helpers": (48, 1392, 984, 120),
    "helpers_paged": (48, 1392, 984, 120),
    "take": (48, 1536, 984, 180),
}
del BIG_PORTRAIT["lead"]
BIG_LANDSCAPE = LANDSCAPE | {
    "title": (48, 166, 708, 108),
    "errand": (780, 154, 1092, 198),
}
del BIG_LANDSCAPE["lead"]
LAYOUTS = layouts(PORTRAIT, LANDSCAPE, BIG_PORTRAIT, BIG_LANDSCAPE)
# Columns and rows of a list, and the rows where it has a pager.
SHAPES = {"portrait": (1, 4, 3), "landscape": (2, 2, 2), "big_portrait": (1, 3, 2),
          "big_landscape": (1, 2, 2)}
GAP = 24
HINTS = ("primary_hint", "hint", "label")
# What a volunteer is asked for here: none of the kinds by name.
OTHER = "other"
# So many materials are said one by one; the page lists them all.
SAID = 4


@dataclass(frozen=True, slots=True)
class CheckListPage:
    """What the number is for, a tick for each material, and who can help."""

    icon: str = ""
    name: str = ""
    where: str = ""
    ahead: Sequence[TextRun] = ()
    ticks: ListPage = NO_LIST
    helpers: Sequence[Item] = ()
    hint: str = ""
    hint_role: str = HINTS[0]


class CheckListScreen(KioskScreen):
    """Everything is there until the resident taps what is missing; the red button always goes
    on."""

    NAME = "check_list"
    LAYOUTS = LAYOUTS

    row_kind, button_kind = TickRow, PushButton

    page = view_model(CheckListPage())

    @classmethod
    def ask(cls, ctx: AppContext, service_id: str, at: int = 0) -> Answers:
        return {"service": service_now(ctx, service_id), "help": help_now(ctx), "at": at}

    def show(
        self, service: ServiceNow, help: HelpNow, at: int = 0,  # noqa: A002  # the answer's name
        brought: BroughtMaterials | None = None,
    ) -> None:
        """`brought` is what was said on this visit, where it is not what the visit keeps."""
        self._service, self._help, self._at, words = service, help, at, self.words
        self._brought = brought or brought_for(self.ui.kept, service.service.id)
        missing = self._brought.number_missing(service.service)
        hint = words("check_list.some_missing", n=missing) if missing else words("check_list.all")
        self.page = CheckListPage(
            icon=service.category.icon, name=self.text(service.service.title),
            where=written_counters(words, service.counters),
            ahead=people_ahead(words, service.ahead),
            ticks=(ticks := self._ticks(service.service.materials)),
            helpers=self._helpers(ticks.is_paged), hint=hint,
            hint_role=one_line_role(self.theme, hint, self.box("take").w - 40, HINTS),
        )

    def _ticks(self, materials: Sequence[Material]) -> ListPage:
        columns, rows, paged = SHAPES[self.theme.layout]
        more = len(materials) > columns * rows
        box = self.box("rows_paged" if more else "rows")
        # A short list has the rows of a long one, and no row is higher than it needs.
        places = box.grid(columns, paged if more else rows, GAP)
        return list_page([self._tick(one) for one in materials], places, self._at)

    def _tick(self, material: Material) -> Item:
        words, name = self.words, self.text(material.name)
        if not self._brought.lacks(material):
            return {"value": material, "title": name, "say": name, "ticked": True,
                    "text": self.text(material.note), "chip": Chip("free", words("check_list.has"))}
        return {
            "value": material, "title": name, "say": name, "ticked": False,
            "text": self.text(material.missing) or words("check_list.ask_there"),
            "chip": Chip("near", words("check_list.has_not"), "circle-x"),
        }

    def _helpers(self, paged: bool) -> Sequence[Item]:
        """The guide, and while somebody is on duty a volunteer."""
        helpers = [("guide", "list-check")]
        if self._help.on_duty:
            helpers.append(("volunteer", "user-heart"))
        beside = self.theme.portrait or paged
        box = self.box("helpers_paged" if paged else "helpers")
        places = (box.columns if beside else box.rows)(len(helpers), GAP)
        return placed(
            ({"icon": icon, "text": self.words(f"check_list.{name}"), "value": name, "side": 44,
              "stacked": not self.theme.portrait and paged} for name, icon in helpers), places)

    def speech(self) -> str:
        names = [self.text(one.name) for one in self._service.service.materials]
        things = [spoken_things(self.words, names, n) for n in range(SAID, -1, -1)]
        colour = spoken_primary(self.words, self.mode.contrast)
        return in_time(
            (self.words("check_list.say", things=one, colour=colour) for one in things),
            self.words.language,
        )

    def toggle(self, row: TickRow) -> None:
        """One material: missing, or there after all. What to do without it is said at once."""
        brought = self._brought.toggled(row.value)
        self._keep(brought)
        self.show(self._service, self._help, self._at)
        if brought.lacks(row.value):
            tick = self._tick(row.value)
            self.ui.reading.tell(self.words("check_list.say_missing", name=tick["title"],
                                            what=tick["text"]))

    def turn_page(self, at: int) -> None:
        """上一页, 下一页."""
        self.ui.turn(at=at)

    def take(self, button: PushButton) -> None:
        """就这样取号: which kind is asked next."""
        self._keep(replace(self._brought, answered=True))
        self.ui.go("priority", button, service_id=self._service.service.id)

    def help_out(self, button: PushButton) -> None:
        """看看怎么办, 请志愿者过来."""
        if button.value == "guide":
            self.ui.go("service_detail", button, service_id=self._service.service.id)
        elif any(kind.id == OTHER for kind in self._help.book.offered):
            self.ui.go("help_code", button, kind_id=OTHER)
        else:
            self.ui.go("help_kinds", button)

    def _keep(self, brought: BroughtMaterials) -> None:
        self.ui.kept[kept_as(self._service.service.id)] = brought
