"""An opening a week or more ahead: its weekday would be taken for the nearer one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from kiosk.actions.queue.results import ServiceNow, ServiceStanding
from kiosk.context import AppContext
from kiosk.domain.calendar import Opening
from kiosk.domain.calendar_exceptions import Holidays
from kiosk.domain.operations.kiosk_closure import CentreNow
from kiosk.screens.content.service_detail import ServiceDetailScreen
from kiosk.screens.content.service_list import ServiceListScreen
from kiosk.screens.content.service_status import when_done
from kiosk.screens.home.home import HomeScreen
from kiosk.screens.home.hours import written_hours
from kiosk.screens.operations.closed import ClosedScreen
from kiosk.ui.gallery import stand
from kiosk.ui.navigation.router import Router
from kiosk.ui.navigation.screen import KioskScreen
from kiosk.wording.hours import spoken_next, written_next
from tests.rules.test_words import WORDS
from tests.samples import centre
from tests.samples.screens import samples_of
from tests.support.screens.resident import MODES, SIZES, easel_of, settle
from tests.support.visual.checks import Seen, wrong
from tests.support.visual.sight import PHOTOGRAPHED, photographed

ZH, EN = WORDS["zh_CN"], WORDS["en"]
# The eve of 国庆 2025, a Tuesday; the centre opens again on Thursday the ninth of October.
EVE = centre.NOW.replace(month=9, day=30, hour=19)
OPENS = EVE.replace(month=10, day=9, hour=8, minute=30)
FAR = Opening(False, next_at=OPENS)


def service_now(service: int, days: int,
                standing: ServiceStanding = ServiceStanding.NOT_TODAY) -> ServiceNow:
    """A service that is next done in so many days."""
    opens = OPENS.replace(month=9, day=30) + timedelta(days=days)
    found = centre.service_now(centre.SERVICES[service], 0, standing,
                                Opening(False, next_at=opens))
    return replace(found, now=EVE)


def test_the_centre_names_the_date_and_within_a_week_the_weekday() -> None:
    assert written_next(ZH, OPENS, EVE) == "10月9日 08:30 开门"
    assert written_next(EN, OPENS, EVE) == "Opens 9 October at 08:30"
    assert spoken_next(ZH, OPENS, EVE) == "10月9日上午八点半开门"
    assert written_next(ZH, OPENS - timedelta(days=2), EVE) == "10月7日 08:30 开门"
    assert written_next(ZH, OPENS - timedelta(days=3), EVE) == "周一 08:30 开门"


def test_home_says_tomorrow_on_the_evening_before() -> None:
    hall = replace(centre.HALL, now=EVE, opening=Opening(False, next_at=EVE.replace(
        month=10, day=1, hour=8, minute=30)))
    assert written_hours(ZH, hall).said == "窗口没开门，明天 08:30 开"
    assert written_hours(EN, replace(hall, opening=FAR)).said == "Counters open 9 October at 08:30"


def test_a_service_names_the_date_where_its_weekday_would_mislead() -> None:
    assert when_done(ZH, service_now(0, 9)) == "10月9日 08:30 开始办"
    assert when_done(ZH, service_now(0, 9), brief=True) == "10月9日 08:30 办"
    assert when_done(EN, service_now(0, 9), brief=True) == "9 October 08:30"
    assert when_done(ZH, service_now(0, 7)) == "10月7日 08:30 开始办"
    assert when_done(ZH, service_now(0, 6)) == "周一 08:30 开始办"


def test_a_service_of_fridays_says_so_only_while_the_next_friday_is_one() -> None:
    assert when_done(ZH, service_now(3, 3)) == "每周五上午办"
    assert when_done(ZH, service_now(3, 10)) == "10月10日 08:30 开始办", "the next but one"
    assert when_done(ZH, service_now(3, 4)) == "周六 08:30 开始办", "a Saturday like a Friday"


def page(router: Router, screen: type[KioskScreen], pixels: bool, **answers: Any) -> str:
    """All that is written on a sample of a page with other answers, after looking it over."""
    stand(router, screen, answers)
    settle()
    assert wrong(Seen(router.stage, photographed(router.stage) if pixels else None)) == []
    pieces = (piece for piece in router.stage.pieces() if piece.pen)
    return "\n".join(text.text for piece in pieces for text in piece.pen.written)


@pytest.mark.parametrize("way", SIZES)
@pytest.mark.parametrize("mode", MODES)
def test_the_date_has_room_on_every_page(sqlite_ctx: AppContext, mode: str, way: str) -> None:
    router = easel_of(sqlite_ctx).router(SIZES[way], MODES[mode])
    seen = partial(page, router, pixels=mode in PHOTOGRAPHED)
    shut = CentreNow(replace(centre.CENTRE, holidays=Holidays.SHUT))
    date = "9 October" if MODES[mode].language == "en" else "10月9日"
    closed = seen(ClosedScreen, centre_now=shut, notices=(), now=EVE)
    assert date in closed
    far = service_now(0, 9)
    assert date in seen(ServiceDetailScreen, service=far)
    listed = dict(samples_of(ServiceListScreen))["shut"] | {"services": (far,) * 4}
    assert seen(ServiceListScreen, **listed), "which names a time where there is room"
    hall = replace(centre.SHUT_HALL, now=EVE, opening=FAR)
    home = dict(samples_of(HomeScreen))["shut"] | {"hall": hall, "now": EVE}
    assert (date in seen(HomeScreen, **home)) is not (MODES[mode].big and way == "portrait")
