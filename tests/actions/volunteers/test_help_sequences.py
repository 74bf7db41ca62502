"""Stories that chance writes: no state that the table has not, nobody sees too much."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from db.volunteers import help_requests
from kiosk.actions import volunteers
from kiosk.actions.volunteers import dispatch, visits, volunteer_tasks
from kiosk.actions.volunteers.transitions import proof_of
from kiosk.domain.refusals import Refusal
from kiosk.domain.volunteers.help_requests import HelpAction, HelpPlace, HelpState, Party, may
from tests.support.centre import SQLITE, Clock, small_centre
from tests.support.volunteer_help import asked, coordinator, volunteer, with_help

HELPERS = st.sampled_from([0, 1, 2])
REQUESTS = st.sampled_from([0, 1, 2])


class Stories(RuleBasedStateMachine):
    """Three requests, three volunteers, a coordinator, and a model beside them that knows only
    the table."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        folder = Path(self.folder.name)
        self.clock = Clock()
        self.ctx = with_help(small_centre(f"{SQLITE}{folder / 'centre.db'}", folder, self.clock))
        self.at = coordinator(self.ctx)
        self.helpers = [volunteer(self.ctx, self.at, name, ("civility", "repair"))
                        for name in ("刘明", "王芳", "赵强")]
        self.views = [
            asked(self.ctx, kind, place, phone=f"1380000{n:04}")
            for n,
            (kind, place) in enumerate([("phone", HelpPlace.HALL), ("repair", HelpPlace.HOME),
                                               ("other", HelpPlace.HALL)])
        ]
        self.model = [view.request.state for view in self.views]

    def teardown(self) -> None:
        self.ctx.database.close()
        self.folder.cleanup()

    def _try(self, n: int, action: HelpAction, who: Party, do: Callable[[], Any]) -> None:
        """Does it; where the table refuses, so must the centre; where it does not, something else
        may refuse, and then nothing has changed."""
        before = self._now(n).state
        try:
            do()
        except Refusal:
            assert self._now(n).state is before
            return
        after = self._now(n)
        if after.state is not before or action in (HelpAction.ARRANGE, HelpAction.CHANGE_TIME):
            assert may(before, action, who), f"{action} by {who} went from {before}"
        self.model[n] = after.state

    def _now(self, n: int) -> help_requests.HelpRequest:
        with self.ctx.database.read() as tx:
            found = help_requests.by_id(tx, self.views[n].request.id)
            assert found
            return found

    @rule(n=REQUESTS, v=HELPERS, action=st.sampled_from(["claim", "join", "back", "arrange",
                                                        "arrive", "leave"]),
          right=st.booleans())
    def a_volunteer(self, n: int, v: int, action: str, right: bool) -> None:
        who, request = self.helpers[v].id, self._now(n)
        with self.ctx.database.read() as tx:
            shown = proof_of(self.ctx, tx, request)
        words = shown.words if right and shown else "月亮 月亮"
        actions: dict[str, tuple[HelpAction, Party, Callable[[], None]]] = {
            "claim": (HelpAction.CLAIM, Party.VOLUNTEER,
                      lambda: volunteer_tasks.claim(self.ctx, who, request.id)),
            "join": (HelpAction.CLAIM, Party.VOLUNTEER,
                     lambda: volunteer_tasks.join(self.ctx, who, request.id)),
            "back": (HelpAction.HAND_BACK, Party.HELPER, lambda: volunteer_tasks.hand_back(
                self.ctx, who, request.id, volunteer_tasks.HandBack.OTHER)),
            "arrange": (HelpAction.ARRANGE, Party.HELPER, lambda: volunteer_tasks.arrange(
                self.ctx, who, request.id, self.clock() + timedelta(hours=1),
                shares_phone=right)),
            "arrive": (HelpAction.ARRIVE, Party.HELPER,
                       lambda: visits.arrive(self.ctx, who, request.id, words)),
            "leave": (HelpAction.LEAVE, Party.HELPER,
                      lambda: visits.leave(self.ctx, who, request.id, words)),
        }
        self._try(n, *actions[action])

    @rule(n=REQUESTS, action=st.sampled_from(["withdraw", "confirm", "not_yet", "change_time",
                                            "thank"]))
    def the_resident(self, n: int, action: str) -> None:
        code = self.views[n].request.code
        half = volunteers.help_now(self.ctx).halves[0].begins
        actions: dict[str, tuple[HelpAction, Callable[[], Any]]] = {
            "withdraw": (HelpAction.WITHDRAW, lambda: volunteers.withdraw(self.ctx, code)),
            "confirm": (HelpAction.CONFIRM, lambda: volunteers.confirm(self.ctx, code)),
            "not_yet": (HelpAction.NOT_YET, lambda: volunteers.not_yet(self.ctx, code)),
            "change_time": (HelpAction.CHANGE_TIME,
                            lambda: volunteers.change_time(self.ctx, code, half)),
            "thank": (HelpAction.CONFIRM, lambda: volunteers.thank(self.ctx, code, 5)),
        }
        found, do = actions[action]
        self._try(n, found, Party.RESIDENT, do)

    @rule(n=REQUESTS, v=HELPERS, action=st.sampled_from(["team", "person", "close", "no_show",
                                                        "well"]))
    def the_coordinator(self, n: int, v: int, action: str) -> None:
        number = self.views[n].request.id
        actions: dict[str, tuple[HelpAction, Callable[[], None]]] = {
            "team": (HelpAction.DISPATCH, lambda: dispatch.dispatch(
                self.ctx, self.at, number, team_id="repair")),
            "person": (HelpAction.DISPATCH, lambda: dispatch.dispatch(
                self.ctx, self.at, number, volunteer_id=self.helpers[v].id)),
            "close": (HelpAction.CLOSE, lambda: dispatch.close(
                self.ctx, self.at, number, dispatch.Closing.TWICE)),
            "no_show": (HelpAction.NO_SHOW, lambda: dispatch.no_show(self.ctx, self.at, number)),
            "well": (HelpAction.LEAVE, lambda: dispatch.all_well(self.ctx, self.at, number)),
        }
        found, do = actions[action]
        self._try(n, found, Party.COORDINATOR, do)

    @rule(hours=st.sampled_from([1, 3, 24, 200]))
    def time_passes(self, hours: int) -> None:
        self.clock.pass_(hours=hours)
        volunteers.run_due(self.ctx)
        self.model = [self._now(n).state for n in range(3)]

    @invariant()
    def everything_is_as_the_model_has_it(self) -> None:
        for n, state in enumerate(self.model):
            request = self._now(n)
            assert request.state is state
            has_helper = state in (HelpState.CLAIMED, HelpState.ARRANGED, HelpState.THERE)
            assert not has_helper or request.helper is not None
            if state in (HelpState.ASKED, HelpState.SENT):
                assert request.helper is None

    @invariant()
    def nobody_sees_what_is_not_theirs(self) -> None:
        for n, v in ((n, v) for n in range(3) for v in range(3)):
            request, who = self._now(n), self.helpers[v].id
            theirs = who in (request.helper, request.second)
            try:
                seen = volunteer_tasks.task(self.ctx, who, request.id, unlocked=True)
            except Refusal:
                assert not theirs
                continue
            assert theirs
            personal = seen.view.personal
            assert personal is None or request.is_live
            if request.place is HelpPlace.HOME and seen.needs_second and personal:
                assert personal.address == ""


def _run(examples: int, steps: int) -> None:
    run_state_machine_as_test(Stories, settings=settings(
        max_examples=examples, stateful_step_count=steps, deadline=None,
        suppress_health_check=list(HealthCheck),
    ))


def test_what_chance_writes_never_leaves_the_table() -> None:
    _run(6, 25)


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_ten_thousand_stories_never_leave_the_table() -> None:
    _run(10_000, 30)
