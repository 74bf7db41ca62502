"""Role by role and page by page: who gets in where, by the real pages, and who does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.routing import Rule

from kiosk.actions.staff.sessions import add_account
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role
from kiosk.web import desk
from kiosk.web.core.site import make_site
from kiosk.web.desk.sections import FOR_ALL
from tests.support.activities import with_activities
from tests.support.care import with_care
from tests.support.centre import Clock
from tests.support.rooms import with_rooms
from tests.support.volunteer_help import with_help
from tests.support.web.colleague import Colleague
from tests.support.web.visitor import TOKEN

# Written by hand: who gets where, by the beginning of the endpoint.
EVERYBODY = "representative medic clerk editor coordinator manager admin"
TABLE = {
    "today": "medic clerk coordinator manager admin",
    "appointments": "clerk manager admin",
    "ratings": "clerk coordinator manager admin",
    "rooms": "clerk coordinator manager admin",
    "activities": "clerk coordinator manager admin",
    "days": "coordinator manager admin",
    "help": "coordinator manager admin",
    "cases": "representative clerk coordinator manager admin",
    "mediation": "coordinator manager",
    "lessons": "coordinator manager admin",
    "care": "medic coordinator manager admin",
    "readings": "medic",
    "content": "medic editor coordinator manager admin",
    "exhibition": "editor manager admin",
    "figures": "coordinator manager admin",
    "records": "coordinator manager admin",
    "setup": "manager admin",
    "health": "medic clerk editor coordinator manager admin",
    "accounts": "admin",
    "copies": "admin",
    "audit": "manager admin",
    "own": EVERYBODY,
    "left": EVERYBODY,
}
COUNTER = "clerk manager admin"
# Coming in is for whoever is not in yet.
OPEN = ("desk.log_in", "desk.home")
OK, SEE_OTHER = 200, 303
PARTS = {"room_id": "chess", "device_id": "chair", "action": "up", "kind": "notice", "item": "new",
         "service_id": "medical", "at": "1", "paper": "rights", "picture": "1"}


def allowed(role: Role, endpoint: str) -> bool:
    name = endpoint.removeprefix("desk.")
    part = re.match(r"[a-z]+", name)
    assert part
    return role in TABLE.get(part[0], COUNTER).split()


def rules(site: Flask) -> Iterator[Rule]:
    """Every way into the desk."""
    yield from (rule for rule in site.url_map.iter_rules()
                if rule.endpoint.startswith("desk.") and rule.endpoint not in OPEN)


def address(rule: Rule) -> str:
    values = {name: PARTS.get(name, "1") for name in rule.arguments}
    built = rule.build(values)
    assert built
    return str(built[1])


def asks(colleague: Colleague, rule: Rule, token: str) -> int:
    """What the page answers to somebody who has its own token."""
    if "POST" not in (rule.methods or ()):
        return colleague.get(address(rule)).status_code
    return colleague.post(address(rule), csrf_token=token).status_code


def comes_in(colleague: Colleague) -> str:
    """The token of somebody who has just logged in."""
    colleague.log_in()
    found = TOKEN.search(colleague.get("/desk/own").text)
    assert found
    return found[1]


@pytest.fixture
def furnished(ctx: AppContext) -> AppContext:
    """A centre with everything the desk has pages for."""
    return with_care(with_activities(with_help(with_rooms(ctx))))


@pytest.mark.parametrize("role", list(Role))
def test_each_page_is_for_its_roles(furnished: AppContext, site: Flask, role: Role) -> None:
    turned = []
    colleague = Colleague(site, "谁", add_account(furnished, "谁", role))
    token = comes_in(colleague)
    for rule in rules(site):
        before = furnished.database.version()
        status = asks(colleague, rule, token)
        # Some of what is pressed ends the session.
        if status == SEE_OTHER and colleague.get("/desk/own").status_code != OK:
            token = comes_in(colleague)
        turned.append(rule.endpoint)
        assert (status == 403) is not allowed(role, rule.endpoint), (rule.endpoint, status)
        assert status < 500 or status == 503, (rule.endpoint, status)
        if status == 403:
            assert furnished.database.version() == before, rule.endpoint
    assert len(turned) > 40


def _nobody(_: AppContext, colleague: Colleague) -> None:
    """Has never been here."""


def _forged(_: AppContext, colleague: Colleague) -> None:
    colleague.carry("x" * 22)


def _too_old(ctx: AppContext, colleague: Colleague) -> None:
    colleague.log_in()
    clock = ctx.clock
    assert isinstance(clock, Clock)
    clock.pass_(minutes=31)


@pytest.mark.parametrize("how", [_nobody, _forged, _too_old])
def test_without_a_session_that_lives_there_is_no_way_in(
    furnished: AppContext, site: Flask, how: object
) -> None:
    colleague = Colleague(site, "主任", add_account(furnished, "主任", Role.ADMIN))
    assert callable(how)
    how(furnished, colleague)
    before, form = furnished.database.version(), TOKEN.search(colleague.get("/desk").text)
    assert form
    for rule in rules(site):
        if "POST" in (rule.methods or ()):
            answer = colleague.post(address(rule), csrf_token=form[1])
        else:
            answer = colleague.get(address(rule))
        assert answer.status_code == 303 and answer.location == "/desk", rule.endpoint
    assert furnished.database.version() == before


def test_control_a_cell_that_is_turned_is_noticed(
    furnished: AppContext, feed: ChangePoller, monkeypatch: pytest.MonkeyPatch
) -> None:
    turned = tuple(replace(one, may=frozenset(Role)) if one.name == "audit" else one
                   for one in desk.SECTIONS)
    monkeypatch.setattr(desk, "SECTIONS", turned)
    with pytest.raises(AssertionError, match="audit"):
        test_each_page_is_for_its_roles(furnished, make_site(furnished, feed), Role.CLERK)


def test_what_is_for_everybody_is_little() -> None:
    assert FOR_ALL == ("desk.left", "desk.own", "desk.own_changed", "desk.own_guide")
