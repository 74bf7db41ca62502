"""What has to be known before residents come: what is seen and said of it, where it leads."""

from __future__ import annotations

import pytest

from kiosk.actions.areas import AREAS
from kiosk.actions.content import hide, show_picked
from kiosk.actions.content.centre import guide
from kiosk.actions.operations import setup
from kiosk.actions.operations.opening_check import try_parts
from kiosk.area import content_types
from kiosk.context import AppContext
from kiosk.devices.printing.printer import Trouble
from kiosk.domain.operations.setup import SetupState
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role, StaffSession
from kiosk.web.desk import SECTIONS
from tests.support.centre import clerk
from tests.support.volunteer_help import coordinator


@pytest.fixture
def boss(ctx: AppContext) -> StaffSession:
    """Who answers for the centre."""
    return coordinator(ctx, Role.MANAGER, "主任")


def states(ctx: AppContext, boss: StaffSession) -> dict[str, SetupState]:
    return {one.step.name: one.state for one in setup.setup(ctx, boss)}


@pytest.mark.both
def test_what_is_said_of_a_step_stays(ctx: AppContext, boss: StaffSession) -> None:
    assert states(ctx, boss)["counters"] is SetupState.OPEN and setup.leads_to_setup(ctx)
    setup.mark_step(ctx, boss, "counters", SetupState.DONE)
    setup.mark_step(ctx, boss, "doors", SetupState.LATER)
    assert states(ctx, boss)["counters"] is SetupState.DONE
    setup.leave_rest(ctx, boss)
    assert SetupState.OPEN not in states(ctx, boss).values() and not setup.leads_to_setup(ctx)
    assert states(ctx, boss)["counters"] is SetupState.DONE, "what is done stays so"
    setup.mark_step(ctx, boss, "counters", SetupState.OPEN)
    assert setup.leads_to_setup(ctx)


def test_a_printer_and_a_voice_are_known_once_both_are_well(
    ctx: AppContext, boss: StaffSession
) -> None:
    ctx.printer.troubles.append(Trouble.PAPER_OUT)
    list(try_parts(ctx, "zh_CN", ["printer", "voice"]))
    assert states(ctx, boss)["devices"] is SetupState.OPEN
    ctx.printer.troubles.clear()
    list(try_parts(ctx, "zh_CN", ["printer"]))
    assert states(ctx, boss)["devices"] is SetupState.DONE


def test_what_has_to_be_written_is_not_right_as_it_is(ctx: AppContext, boss: StaffSession) -> None:
    for name, code in (("names", "has_no_default"), ("nothing", "no_such_step")):
        with pytest.raises(Refusal, match=code):
            setup.mark_step(ctx, boss, name, SetupState.DONE)
    with pytest.raises(Refusal, match="not_allowed"):
        setup.mark_step(ctx, clerk(ctx, 1), "doors", SetupState.DONE)


def test_all_that_is_ticked_is_shown_or_nothing(ctx: AppContext, boss: StaffSession) -> None:
    first, second = (one.id for one in guide(ctx).services[:2])
    for one in (first, second):
        hide(ctx, boss, "service", one)
    with pytest.raises(Refusal, match="no_such_item"):
        show_picked(ctx, boss, "service", [first, "zz-gone"])
    assert {one.id for one in guide(ctx).hidden} >= {first, second}
    show_picked(ctx, boss, "service", [first, second, first])
    assert guide(ctx).hidden == ()


def test_every_step_leads_to_what_there_is() -> None:
    kinds, pages = content_types(AREAS), {one.name for one in SECTIONS}
    steps = [step for area in AREAS for step in area.setup or ()]
    centre = {field.name for field in kinds["centre"].fields}
    for step in steps:
        assert {*step.kinds, *filter(None, [step.picks])} <= set(kinds), step.name
        assert set(step.fields) <= centre and set(step.pages) <= pages, step.name
    assert len({one.name for one in steps}) == len({one.rank for one in steps}) == len(steps)
    for area in AREAS:
        assert area.door is None or area.door in {one.name for one in area.content.types}
