"""The search: one writes a word, and sees what can be done here about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kiosk.actions.content.centre import guide as read_guide
from kiosk.actions.queue import services_now
from kiosk.actions.queue.results import ServiceNow
from kiosk.context import AppContext
from kiosk.domain.content.guide import Guide, Service
from kiosk.domain.content.search import Findable, common_words, findable, search
from kiosk.domain.refusals import StorageDown
from kiosk.screens.content.search_places import GRID, LAYOUTS
from kiosk.screens.content.service_items import ServiceRowsScreen, guide_row, row_now
from kiosk.screens.home.ask_staff import ask_staff
from kiosk.ui.drawing.fitted_text import text_width
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.screen import Answers, view_model
from kiosk.ui.text_entry import Entry
from kiosk.ui.widgets.buttons import AIR, PushButton
from kiosk.ui.widgets.repeater import NO_LIST, Item, ListPage, list_page, placed
from kiosk.wording.spoken import spoken_primary

GAP = 24
LIMIT = 20
SAID = 3
# Whether somebody was ready before anything was written.
UNWRITTEN = "search.unwritten"


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The field with the best one found, or a page of the list; `literal` where the letters are
    read as they stand, `trouble` is what is wrong and `nothing` that nothing was found."""

    title: str = ""
    lead: str = ""
    note: str = ""
    note_icon: str = ""
    trouble: str = ""
    writing: bool = True
    literal: bool = False
    rows: ListPage = NO_LIST
    buttons: Sequence[Item] = ()
    nothing: str = ""


class SearchScreen(ServiceRowsScreen):
    """While one writes the best one found stands above the keys; 写好了 shows all of them.

    The word lives in what the visit keeps; only whether the list is shown, and which page of
    it, is part of the way.
    """

    NAME = "search"
    LAYOUTS = LAYOUTS
    STAY = Stay(120, 20)

    limit = LIMIT
    button_kind = PushButton

    page = view_model(SearchPage())

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
        self.page = replace(self.page, writing=not listed)
        self._entry.take_up()
        self._look()

    def leave(self) -> None:
        self._entry.put_down()
        self.page = replace(self.page, note="", trouble="", rows=NO_LIST, buttons=())

    @property
    def _entry(self) -> Entry:
        entry: Entry = self.ids.entry
        return entry

    # ---- what is found

    def seek(self) -> None:
        """Something was written."""
        self.ui.kept.pop(UNWRITTEN, None)
        if self.page.writing:
            self._look()

    def _look(self) -> None:
        draft = self._entry.draft
        if draft is None:
            return
        found = search(self._ready, draft.sought)
        # Letters that find what their first word does not find stay: ylj is 养老金.
        meant = search(self._ready, draft.meant)
        literal, self._found = bool(found) and found[:1] != meant[:1], found
        page = self._to_write(draft.sought, found) if self.page.writing else self._listed(found)
        self.page = replace(page, literal=literal)

    def _to_write(self, sought: str, found: Sequence[Service]) -> SearchPage:
        words, many, best = self.words, len(found), self.box("best")
        rows, buttons = NO_LIST, self._examples(best)
        if found:
            rows, buttons = ListPage(placed([self._row(found[0])], [best])), []
        elif sought:
            buttons = placed([self._button("staff")], [best])
        return SearchPage(
            title=words("search.title"), lead=words("search.lead"), rows=rows, buttons=buttons,
            note=words("search.found", n=many) if many else
                 words("search.not_yet") if sought else "",
            note_icon="list-check" if many else "search",
            trouble=words("search.unwritten") if UNWRITTEN in self.ui.kept else "",
        )

    def _examples(self, box: Rect) -> list[Item]:
        """Words one might write, as many as have room, to be tapped instead; and rating a number
        that is done."""
        for many in range(3 if self.theme.portrait else 1, -1, -1):
            examples = common_words(self._guide, many, self.mode.language)
            room = (box.w - GAP * many) / (many + 1) - 2 * AIR
            if all(text_width(self.theme, word, "chip") <= room for word in examples):
                break
        words = [
            {"text": word, "icon": "", "kind": "quiet", "value": ("example", word), "say": word}
            for word in examples]
        rate = self._button("rate")
        if not self.theme.portrait:
            rate["icon"] = ""
        return placed([*words, rate], box.columns(len(words) + 1, GAP))

    def _listed(self, found: Sequence[Service]) -> SearchPage:
        words, many = self.words, len(found)
        boxes = self.box("rows").grid(*GRID[self.theme.layout], GAP)
        rows = list_page([self._row(service) for service in found], boxes, self._wanted)
        wanted = ["edit", "staff"] if many else ["nothing_edit", "nothing_staff"]
        if rows.is_paged and self.theme.portrait:
            wanted = ["edit"]
        return SearchPage(
            title=words("search.title_found", n=many) if many else words("search.title_nothing"),
            lead=words("search.lead_found") if many else "", writing=False, rows=rows,
            nothing="" if many else words("search.nothing"),
            buttons=placed((self._button(name.removeprefix("nothing_")) for name in wanted),
                           map(self.box, wanted)),
        )

    def _row(self, service: Service) -> Item:
        now = self._now.get(service.id)
        if now is None:
            return guide_row(self.words, service)
        return row_now(self.words, now, not self.mode.big)

    def _button(self, name: str) -> Item:
        icon = {"edit": "pencil", "staff": "headset", "rate": "mood-smile"}[name]
        text = self.words(f"search.{name}")
        return {"text": text, "icon": icon, "kind": "normal", "value": (name, ""), "say": text}

    # ---- what is tapped

    def press(self, button: PushButton) -> None:
        """An example, another word, a rating, or a person."""
        what, word = button.value
        if what == "example":
            self._entry.write(word)
        elif what == "edit":
            self.ui.turn(listed=False, page=0)
        elif what == "rate":
            self.ui.go("rating_number", button)
        else:
            self.ui.ask(ask_staff(self.words, (), self.ui.close))

    def finish(self) -> None:
        """写好了: all that was found."""
        draft = self._entry.draft
        if draft is not None and draft.text:
            self.ui.turn(listed=True, page=0)
        else:
            self.ui.kept[UNWRITTEN] = True
            self._look()
            self.ui.reading.tell(self.page.trouble)

    def turn(self, page: int) -> None:
        """Another page of what was found."""
        self.ui.turn(page=page)

    def speech(self) -> str:
        words = self.words
        if self.page.writing:
            return words("search.say", colour=spoken_primary(words, self.mode.contrast))
        if not self._found:
            return words("search.say_nothing")
        named = words("search.say_and").join(self.text(s.title) for s in self._found[:SAID])
        return words("search.say_found", n=len(self._found), named=named)
