"""Eight volunteers press 我来帮 at once, and eight phones ask with one code: one of them has it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db.volunteers import help_requests
from kiosk.actions.volunteers import requests, volunteer_tasks
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.volunteers.help_requests import HelpState
from tests.support.centre import small_centre
from tests.support.volunteer_help import asked, coordinator, volunteer, with_help

RIVALS, ROUNDS = 8, 12


@pytest.fixture
def centre(small_url: str, tmp_path: Path) -> Iterator[AppContext]:
    """The small centre with the seed's teams, on each database."""
    ctx = with_help(small_centre(small_url, tmp_path))
    yield ctx
    ctx.database.close()


def _at_once(centre: AppContext, actions: list[Callable[[], object]]) -> list[str]:
    """Does all of them in the same moment; returns what each ended with, "" where it was done."""
    start, told = threading.Barrier(len(actions)), []

    def run(action: Callable[[], object]) -> None:
        start.wait()
        try:
            action()
            told.append("")
        except Refusal as refusal:
            told.append(refusal.code)
        finally:
            centre.database.close()

    threads = [threading.Thread(target=run, args=(action,)) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def test_of_all_who_press_one_has_it(centre: AppContext) -> None:
    at = coordinator(centre)
    helpers = [volunteer(centre, at, f"志愿者{n}") for n in range(RIVALS)]
    for n in range(ROUNDS):
        request = asked(centre, phone=f"1380000{n:04}").request
        told = _at_once(centre, [
            lambda who=who.id, which=request.id: volunteer_tasks.claim(centre, who, which)
            for who in helpers
        ])
        assert sorted(told) == ["", *["taken_by_other"] * (RIVALS - 1)]


def test_whoever_looks_first_and_writes_after_takes_what_is_taken(centre: AppContext) -> None:
    """The control: without the action's own care several believe that they have it."""
    looked = threading.Barrier(RIVALS)

    def naive(who: int, which: int) -> None:
        with centre.database.read() as tx:
            request = help_requests.by_id(tx, which)
            assert request
        looked.wait()
        if request.state is not HelpState.SENT:
            raise Refusal("taken_by_other")
        with centre.database.write() as tx:
            tx.query(help_requests.HelpRow.update(
                helper=who, state=HelpState.CLAIMED).where(help_requests.HelpRow.id == which))

    at = coordinator(centre)
    helpers = [volunteer(centre, at, f"志愿者{n}") for n in range(RIVALS)]
    request = asked(centre).request
    told = _at_once(centre, [
        lambda who=who.id: naive(who, request.id) for who in helpers
    ])
    assert told.count("") > 1


def test_a_kiosks_code_makes_one_request_however_many_scan_it(centre: AppContext) -> None:
    token = requests.hand_over(centre, "phone").partition("?k=")[2]
    told = _at_once(centre, [
        lambda n=n: asked(centre, phone=f"1390000{n:04}", hand_over=token) for n in range(RIVALS)
    ])
    assert sorted(told) == ["", *["hand_over_over"] * (RIVALS - 1)]


def test_one_tap_that_arrives_eight_times_is_one_request(centre: AppContext) -> None:
    made: list[int] = []
    told = _at_once(centre, [
        lambda: made.append(asked(centre, key="one-tap").request.id) for _ in range(RIVALS)
    ])
    assert set(told) == {""} and len(set(made)) == 1
