"""A service in the list: its name, how it stands, and the button that acts."""

from __future__ import annotations

from kivy.properties import BooleanProperty, ListProperty, ObjectProperty, StringProperty

from kiosk.ui.drawing.fitted_text import write_fitting
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import Chip, IconFact, chip_width, draw_chip, draw_fact
from kiosk.ui.drawing.theme import Look
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.tappable import Tappable

AIR = 30
BETWEEN = 26
NARROW = 260
# A category with room for no icon: beside another one, and in 大字 beside a list.
SHARED, WIDE_RAIL = 160, 270
# Lower than this a row has no room for its button: the whole of it opens the guide.
SLIM = 160
CHEVRON = 48


class ServiceRow(Tappable):
    """Tapping the row opens the guide (`on_tap`), its inner button acts (`on_act`).

    `facts` are strokes.Fact; `chip` follows them; `link` is dropped where the title needs two
    lines, as 大字 drops it always. `urgent` makes the button red. A slim row has title and facts
    alone.
    """

    title = StringProperty("")
    facts: ListProperty[IconFact] = ListProperty()
    chip: ObjectProperty[Chip | None] = ObjectProperty(None, allownone=True)
    link = StringProperty("")
    verb = StringProperty("")
    urgent = BooleanProperty(True)

    __events__ = ("on_act",)

    def build(self) -> None:
        self._button = PushButton()
        self.add_widget(self._button)
        self._button.bind(on_tap=self._acted)

    def layout(self) -> None:
        button, box = self._button, self._button_box
        button.kind = "primary" if self.urgent else "normal"
        button.text, button.say = self.verb, f"{self.verb} {self.title}"
        button.role = "section" if self.urgent else "button"
        button.value, button.box = self.value, None if self._slim else box

    @property
    def _slim(self) -> bool:
        return self.bounds.h < SLIM

    @property
    def _button_box(self) -> Rect:
        wide, high = (208, 168) if self.theme.mode.big else (168, 136)
        box = self.bounds
        return Rect(box.right - 26 - wide, box.y + (box.h - 8 - high) / 2, wide, high)

    def draw_face(self, pen: Painter, face: Rect, look: Look) -> None:
        if self._slim:
            self._draw_slim(pen, face, look)
        else:
            self._draw_whole(pen, face, look)

    def _draw_slim(self, pen: Painter, face: Rect, look: Look) -> None:
        if face.w < 2 * NARROW and self.theme.mode.big:
            room = face.inset(16, 4)
        else:
            room = Rect(face.x + AIR, face.y, face.w - 2 * AIR - CHEVRON, face.h).inset(0, 4)
            pen.icon(Rect(room.right + 8, face.y + (face.h - CHEVRON) / 2, CHEVRON, CHEVRON),
                     "chevron-right", "link")
        high, low = pen.height("row"), pen.height("fact")
        roomy = not self.theme.mode.big and pen.width(self.title, "row") <= room.w
        if roomy and room.w > NARROW * 2 and high + low <= room.h and self.facts:
            top = room.y + (room.h - high - low) / 2
            pen.text(room._replace(y=top, h=high), self.title, "row", look.ink)
            self._draw_facts(pen, room._replace(y=top + high, h=low), look)
        else:
            write_fitting(pen, room, self.title, ("row", "button", "fact_bold", "chip"), look.ink)

    def _draw_whole(self, pen: Painter, face: Rect, look: Look) -> None:
        wide = self._button_box.x - AIR / 2 - face.x - AIR
        role = pen.fitting(self.title, ("row", "button"), wide)
        one_line = pen.width(self.title, role) <= wide
        if not one_line:
            role = pen.fitting(self.title, ("row", "button"), wide, 2)
        title_high = pen.height(role, 1 if one_line else 2)
        fact_high = max(pen.height("fact"), self.theme.measure("chip") if self.chip else 0)
        link_high = pen.height("link") if one_line and not self.theme.mode.big else 0
        parts = 3 if link_high else 2
        air = min((face.h - title_high - fact_high - link_high) / (parts + 1), 16)
        top = face.y + (face.h - title_high - fact_high - link_high - air * (parts - 1)) / 2
        title = Rect(face.x + AIR, top, wide, title_high)
        pen.text(title, self.title, role, look.ink, wrap=True)
        facts = Rect(title.x, title.bottom + air, wide, fact_high)
        self._draw_facts(pen, facts, look)
        if link_high:
            link = Rect(title.x, facts.bottom + air, wide, link_high)
            written = pen.text(link, self.link, "link", "link")
            pen.icon(Rect(written.right + 6, link.y + (link_high - 32) / 2, 32, 32),
                     "chevron-right", "link")

    def _draw_facts(self, pen: Painter, line: Rect, look: Look) -> None:
        """Facts and chip; those that find no room are dropped, the first one first."""
        side = pen.theme.type("fact").size * 1.05
        facts = list(self.facts)
        chip = chip_width(pen, self.chip) if self.chip else -BETWEEN
        chip = -BETWEEN if self._slim else chip
        while facts and chip + sum(
            side + 8 + pen.width(fact.text, "fact") + BETWEEN for fact in facts
        ) > line.w:
            del facts[0]
        x = line.x
        for fact in facts:
            room = line._replace(x=x, w=line.right - x)
            colour = look.ink if self.pressed else "ink-2"
            x = draw_fact(pen, room, fact, "fact", colour, "", side, 8).right + BETWEEN
        if self.chip and not self._slim:
            draw_chip(pen, x, line.y + (line.h - self.theme.measure("chip")) / 2, self.chip)

    def on_act(self) -> None:
        """The inner button was tapped."""

    def _acted(self, _button: PushButton) -> None:
        self.dispatch("on_act")


class RailButton(PushButton):
    """A category: icon and word from the left; in 大字 the word alone, in the middle, as where two
    share a line."""

    def draw_face(self, pen: Painter, face: Rect, look: Look) -> None:
        if face.w < SHARED:
            room, n = face.inset(8, 0), len(self.text.split())
            role = pen.fitting(self.text, ("rail", "chip", "bar"), room.w, n)
            pen.text(room, self.text, role, look.ink, "center", wrap=True)
            return
        if self.busy or (self.theme.mode.big and face.w < WIDE_RAIL):
            pen.text(face.inset(8, 0), self.text, "rail", look.ink, "center", wrap=True)
            return
        pen.icon(Rect(face.x + 24, face.y + (face.h - 44) / 2, 44, 44), self.icon, look.icon)
        room = Rect(face.x + 80, face.y, face.right - 12 - face.x - 80, face.h)
        role = pen.fitting(self.text, ("rail", "chip", "label"), room.w)
        pen.text(room, self.text, role, look.ink, wrap=True)
