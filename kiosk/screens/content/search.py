"""The search: one writes a word, and sees what can be done here about it."""

from __future__ import annotations

from collections.abc import Sequence

from kivy.properties import BooleanProperty, ListProperty, NumericProperty, StringProperty

from kiosk.actions.content.centre import guide as read_guide
from kiosk.actions.queue import services_now
from kiosk.actions.queue.results import ServiceNow
from kiosk.context import AppContext
from kiosk.domain.content.guide import Guide, Service
from kiosk.domain.content.search import Findable, common_words, findable, search
from kiosk.domain.refusals import StorageDown
from kiosk.screens.content.search_places import GRID, LAYOUTS
from kiosk.screens.content.service_items import guide_row, row_now
from kiosk.screens.content.service_row import ServiceRow
from kiosk.screens.home.ask_staff import ask_staff
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.screen import Answers, KioskScreen
from kiosk.ui.text_entry import Entry
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.repeater import Item
from kiosk.wording.spoken import spoken_primary

GAP = 24
LIMIT = 20
SAID = 3
# Whether somebody was ready before anything was written.
UNWRITTEN = "search.unwritten"


class SearchScreen(KioskScreen):
    """While one writes the best one found stands above the keys; 写好了 shows all of them.

    The word lives in what the visit keeps; only whether the list is shown, and which page of
    it, is part of the way.
    """

    NAME = "search"
    LAYOUTS = LAYOUTS
    STAY = Stay(120, 20)

    limit = LIMIT
    row_kind, button_kind = ServiceRow, PushButton

    title = StringProperty()
    lead = StringProperty()
    note = StringProperty()
    note_icon = StringProperty()
    trouble = StringProperty()
    writing = BooleanProperty(True)
    literal = BooleanProperty(False)
    rows: ListProperty[Item] = ListProperty()
    row_boxes: ListProperty[Rect] = ListProperty()
    buttons: ListProperty[Item] = ListProperty()
    button_boxes: ListProperty[Rect] = ListProperty()
    nothing = StringProperty()
    page = NumericProperty(0)
    pages = NumericProperty(1)

    @classmethod
    def ask(cls, ctx: AppContext, listed: bool = False, page: int = 0) -> Answers:
        guide = read_guide(ctx)
        answers = {"guide": guide, "ready": findable(guide), "listed": listed, "page": page}
        try:
            return answers | {"services": services_now(ctx, kiosk=ctx.settings.kiosk_name)}
        except StorageDown:
            # The guide stays readable; who waits is not known, and no number is promised.
            return answers | {"services": None}

    def show(
        self, guide: Guide, ready: Sequence[Findable], services: Sequence[ServiceNow] | None,
        listed: bool = False, page: int = 0,
    ) -> None:
        """`ready` is the guide as it is searched; `services` is None while nobody knows."""
        self._guide, self._ready, self._wanted = guide, ready, page
        self._now = {now.service.id: now for now in services or ()}
        self.writing = not listed
        self._entry.take_up()
        self._look()

    def leave(self) -> None:
        self._entry.put_down()
        self.note, self.trouble, self.rows, self.buttons = "", "", [], []

    @property
    def _entry(self) -> Entry:
        entry: Entry = self.ids.entry
        return entry

    # ---- what is found

    def seek(self) -> None:
        """Something was written."""
        self.glass.kept.pop(UNWRITTEN, None)
        if self.writing:
            self._look()

    def _look(self) -> None:
        draft = self._entry.draft
        if draft is None:
            return
        found = search(self._ready, draft.sought)
        # Letters that find what their first word does not find stay: ylj is 养老金.
        meant = search(self._ready, draft.meant)
        self.literal = bool(found) and found[:1] != meant[:1]
        self._found = found
        if self.writing:
            self._show_writing(draft.sought, found)
        else:
            self._show_list(found)

    def _show_writing(self, sought: str, found: Sequence[Service]) -> None:
        words, many = self.words, len(found)
        self.title, self.lead = words("search.title"), words("search.lead")
        self.nothing, self.pages = "", 1
        self.trouble = words("search.unwritten") if UNWRITTEN in self.glass.kept else ""
        self.note = words("search.found", n=many) if many else (
            words("search.not_yet") if sought else ""
        )
        self.note_icon = "list-check" if many else "search"
        best = self.box("best")
        self.rows, self.buttons = [], []
        if found:
            self.row_boxes, self.rows = [best], [self._row(found[0])]
        elif sought:
            self.button_boxes, self.buttons = [best], [self._button("staff")]
        else:
            self._show_examples(best)

    def _show_examples(self, box: Rect) -> None:
        """Words one might write, to be tapped instead."""
        examples = common_words(self._guide, 4 if self.theme.portrait else 2)
        self.button_boxes = list(box.columns(max(len(examples), 1), GAP))
        self.buttons = [{"text": word, "icon": "", "kind": "quiet", "value": ("example", word),
                         "say": word} for word in examples]

    def _show_list(self, found: Sequence[Service]) -> None:
        words, many = self.words, len(found)
        columns, lines = GRID[self.theme.layout]
        places = [b for row in self.box("rows").rows(lines, GAP) for b in row.columns(columns, GAP)]
        self.pages = max(-(-many // len(places)), 1)
        self.page = min(self._wanted, self.pages - 1)
        start = self.page * len(places)
        self.row_boxes = places
        self.rows = [self._row(service) for service in found[start:start + len(places)]]
        self.note, self.nothing, self.trouble = "", "", ""
        self.title, self.lead = words("search.title_found", n=many), words("search.lead_found")
        wanted = ["edit", "staff"]
        if not many:
            self.title, self.lead = words("search.title_nothing"), ""
            self.nothing = words("search.nothing")
            wanted = ["nothing_edit", "nothing_staff"]
        elif self.pages > 1 and self.theme.portrait:
            wanted = ["edit"]
        self.button_boxes = [self.box(name) for name in wanted]
        self.buttons = [self._button(name.removeprefix("nothing_")) for name in wanted]

    def _row(self, service: Service) -> Item:
        now = self._now.get(service.id)
        if now is None:
            return guide_row(self.words, service)
        return row_now(self.words, now, not self.mode.big)

    def _button(self, name: str) -> Item:
        icon = {"edit": "pencil", "staff": "headset"}[name]
        text = self.words(f"search.{name}")
        return {"text": text, "icon": icon, "kind": "normal", "value": (name, ""), "say": text}

    # ---- what is tapped

    def press(self, button: PushButton) -> None:
        """An example, another word, or a person."""
        what, word = button.value
        if what == "example":
            self._entry.write(word)
        elif what == "edit":
            self.glass.turn(listed=False, page=0)
        else:
            self.glass.ask(ask_staff(self.words, (), self.glass.close))

    def finish(self) -> None:
        """写好了: all that was found."""
        draft = self._entry.draft
        if draft is not None and draft.text:
            self.glass.turn(listed=True, page=0)
        else:
            self.glass.kept[UNWRITTEN] = True
            self._look()
            self.glass.reading.tell(self.trouble)

    def turn(self, page: int) -> None:
        """Another page of what was found."""
        self.glass.turn(page=page)

    def open_guide(self, row: ServiceRow) -> None:
        """The whole row: what the service needs."""
        self.glass.go("service_detail", row, service_id=row.value)

    def act(self, row: ServiceRow) -> None:
        """The row's button: a number where one can be had now, else the guide with its hours."""
        if row.urgent:
            self.glass.go("priority", row, service_id=row.value)
        else:
            self.open_guide(row)

    def speech(self) -> str:
        words = self.words
        if self.writing:
            return words("search.say", colour=spoken_primary(words, self.mode.contrast))
        if not self._found:
            return words("search.say_nothing")
        named = words("search.say_and").join(self.text(s.title) for s in self._found[:SAID])
        return words("search.say_found", n=len(self._found), named=named)
