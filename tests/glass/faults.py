"""Faults to plant on a whole page, one of each kind, as somebody who builds a screen might."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kiosk.glass.buttons import PushButton
from kiosk.glass.cards import QrCard
from kiosk.glass.fitting import FittingTitle
from kiosk.glass.piece import Piece
from kiosk.glass.router import Router
from kiosk.screens.queue.service_detail import ServiceDetailScreen

# Plants a fault and says how the piece at fault is called.
Plant = Callable[[Router, pytest.MonkeyPatch], str]
ASK = "问工作人员"


def piece(router: Router, kind: type[Piece], text: str = "") -> Piece:
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


def begins_with_a_mark(router: Router, _: pytest.MonkeyPatch) -> str:
    staff_button(router).text = f"{ASK}\n，不急"
    return ASK


def leaves_one_character(router: Router, _: pytest.MonkeyPatch) -> str:
    staff_button(router).text = "问工作人\n员"
    return "问工作人"


def says_nothing(_: Router, patch: pytest.MonkeyPatch) -> str:
    patch.setattr(ServiceDetailScreen, "speech", lambda _screen: "")
    return "nothing is spoken"


def smudges_its_code(router: Router, _: pytest.MonkeyPatch) -> str:
    card = piece(router, QrCard)
    middle = card.box.inset(60, 90)
    card.pen.fill(middle, "ink")
    return "QrCard"


PLANTED: tuple[tuple[str, Plant], ...] = (
    ("small_targets", is_too_low), ("near_targets", comes_too_near),
    ("high_targets", hangs_too_high), ("high_targets", is_out_of_reach),
    ("pale_edges", loses_its_edge), ("small_text", is_set_too_small), ("pale_text", fades),
    ("pale_text", fades_a_little), ("pale_text", is_painted_over), ("cut_text", is_cut),
    ("overlapping", slips_over_another), ("badly_broken", begins_with_a_mark),
    ("badly_broken", leaves_one_character), ("silent", says_nothing),
    ("unread_codes", smudges_its_code),
)
