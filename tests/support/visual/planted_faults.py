"""Faults to plant on a whole page, one of each kind, as somebody who builds a screen might."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kiosk.screens.content.service_detail import ServiceDetailScreen
from kiosk.ui.accessibility.accessible_node import NodeRole
from kiosk.ui.accessibility.focus import Focus
from kiosk.ui.drawing.fitted_text import FittingTitle
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.navigation.router import Router
from kiosk.ui.widgets.basic import Picture, Say
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.kiosk_widget import KioskWidget
from kiosk.ui.widgets.qr_card import QrCard
from tests.support.visual import heard

# Plants a fault and says how the piece at fault is called.
Plant = Callable[[Router, pytest.MonkeyPatch], str]
ASK = "问工作人员"
# A place on the page where nothing else is.
NOWHERE_ELSE = Rect(900, 160, 64, 64)


def piece(router: Router, kind: type[KioskWidget], text: str = "") -> KioskWidget:
    """A piece of that kind on the page."""
    return next(
        found for found in router.stage.screen.pieces()
        if isinstance(found, kind) and text in getattr(found, "text", "")
    )


def staff_button(router: Router) -> PushButton:
    return piece(router, PushButton, ASK)


def recoloured(router: Router, token: str, code: str) -> None:
    """Another colour for a token; all is drawn anew."""
    router.stage.around.theme._colours[token] = code
    for drawn in router.stage.pieces():
        drawn.redraw()


def is_too_low(router: Router, _: pytest.MonkeyPatch) -> str:
    button = staff_button(router)
    button.box = button.box._replace(h=50)
    return ASK


def comes_too_near(router: Router, _: pytest.MonkeyPatch) -> str:
    button = staff_button(router)
    button.box = button.box.lower(-16)
    return ASK


def hangs_too_high(router: Router, _: pytest.MonkeyPatch) -> str:
    button = staff_button(router)
    button.box = button.box._replace(y=450)
    return ASK


def is_out_of_reach(router: Router, _: pytest.MonkeyPatch) -> str:
    object.__setattr__(router.stage.around.theme.panel, "bottom_mm", 1150)
    return ASK


def loses_its_edge(router: Router, _: pytest.MonkeyPatch) -> str:
    recoloured(router, "edge", "#EDE4D6")
    return ASK


def is_set_too_small(router: Router, _: pytest.MonkeyPatch) -> str:
    router.stage.around.theme._types["button"] = [20, "bold", 1.25]
    staff_button(router).redraw()
    return ASK


def fades(router: Router, _: pytest.MonkeyPatch) -> str:
    recoloured(router, "title", "#9A8A7C")
    return "居民医保参保缴费"


def fades_a_little(router: Router, _: pytest.MonkeyPatch) -> str:
    recoloured(router, "title", "#5A4A3E")
    return "居民医保参保缴费"


def is_painted_over(router: Router, _: pytest.MonkeyPatch) -> str:
    button = staff_button(router)
    button.pen.fill(button.box, "card")
    return ASK


def is_cut(router: Router, _: pytest.MonkeyPatch) -> str:
    staff_button(router).text = f"{ASK}，他们就在大厅右边的柜台后面等您"
    return ASK


def slips_over_another(router: Router, _: pytest.MonkeyPatch) -> str:
    title = piece(router, FittingTitle)
    title.box = title.box._replace(y=240)
    return "居民医保参保缴费"


def rises_into_the_header(router: Router, _: pytest.MonkeyPatch) -> str:
    button = staff_button(router)
    button.box = button.box._replace(y=110)
    return ASK


def is_told_over_a_button(router: Router, _: pytest.MonkeyPatch) -> str:
    router.toast("记住了")
    router.stage.toast.box = staff_button(router).box
    return "what is told lies over"


def stands_in_a_doorway(router: Router, _: pytest.MonkeyPatch) -> str:
    title = piece(router, FittingTitle)
    title.pen.arch(title.box._replace(h=title.box.h / 2), "plaque")
    return "runs into its doorway"


def begins_with_a_mark(router: Router, _: pytest.MonkeyPatch) -> str:
    staff_button(router).text = f"{ASK}\n，不急"
    return ASK


def leaves_one_character(router: Router, _: pytest.MonkeyPatch) -> str:
    staff_button(router).text = "问工作人\n员"
    return "问工作人"


def is_in_an_ink_of_its_own(router: Router, _: pytest.MonkeyPatch) -> str:
    say = Say(router.stage.around, box=NOWHERE_ELSE, text="新的", colour="brick")
    router.stage.screen.add_widget(say)
    return "brick"


def stands_on_another_ground(router: Router, _: pytest.MonkeyPatch) -> str:
    recoloured(router, "card", "#F0F0FF")
    router.stage.around.theme._colours["card"] = "#FFFDF9"
    return "stands on"


def says_nothing(_: Router, patch: pytest.MonkeyPatch) -> str:
    patch.setattr(ServiceDetailScreen, "speech", lambda _screen: "")
    return "it says nothing"


def says_too_much(_: Router, patch: pytest.MonkeyPatch) -> str:
    patch.setattr(ServiceDetailScreen, "speech", lambda _screen: "您要办什么事？" * 20)
    return "it lasts"


def says_a_sign(_: Router, patch: pytest.MonkeyPatch) -> str:
    patch.setattr(heard, "spoken_text", lambda text, _language: f"{text}→")
    return "it cannot be said"


def speaks_to_nobody(router: Router, patch: pytest.MonkeyPatch) -> str:
    patch.setattr(ServiceDetailScreen, "NAME", "attract")
    return "nobody is there to hear"


def smudges_its_code(router: Router, _: pytest.MonkeyPatch) -> str:
    card = piece(router, QrCard)
    middle = card.box.inset(60, 90)
    card.pen.fill(middle, "ink")
    return "QrCard"


def is_only_drawn(router: Router, _: pytest.MonkeyPatch) -> str:
    router.stage.screen.add_widget(Picture(router.stage.around, box=NOWHERE_ELSE, name="logo"))
    return "has no name"


def is_told_of_elsewhere(router: Router, patch: pytest.MonkeyPatch) -> str:
    button, meaning = staff_button(router), staff_button(router).meaning()
    patch.setattr(button, "meaning", lambda: meaning._replace(role=NodeRole.TEXT))
    return ASK


def is_left_out_of_the_order(router: Router, patch: pytest.MonkeyPatch) -> str:
    button, along = staff_button(router), Focus._along
    patch.setattr(Focus, "_along", lambda focus, targets, by: along(
        focus, [target for target in targets if target.piece is not button], by
    ))
    return "does not come to everything"


def is_moved(router: Router, _: pytest.MonkeyPatch) -> str:
    title = piece(router, FittingTitle)
    title.box = title.box._replace(x=title.box.x + 24)
    return "service_detail-ordinary-portrait.png"


PLANTED: tuple[tuple[str, Plant], ...] = (
    ("small_targets", is_too_low), ("near_targets", comes_too_near),
    ("high_targets", hangs_too_high), ("high_targets", is_out_of_reach),
    ("pale_edges", loses_its_edge), ("small_text", is_set_too_small), ("pale_text", fades),
    ("pale_text", fades_a_little), ("pale_text", is_painted_over),
    ("strange_inks", is_in_an_ink_of_its_own), ("strange_inks", stands_on_another_ground),
    ("cut_text", is_cut), ("overlapping", slips_over_another),
    ("overlapping", stands_in_a_doorway), ("overlapping", is_told_over_a_button),
    ("in_the_header", rises_into_the_header),
    ("badly_broken", begins_with_a_mark), ("badly_broken", leaves_one_character),
    ("misspoken", says_nothing), ("misspoken", says_too_much), ("misspoken", says_a_sign),
    ("misspoken", speaks_to_nobody), ("unread_codes", smudges_its_code),
    ("nameless", is_only_drawn), ("untold_targets", is_told_of_elsewhere),
    ("out_of_reach", is_left_out_of_the_order), ("unlike_kept", is_moved),
)
