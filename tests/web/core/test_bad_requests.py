"""A scan of every address with bad requests: no fault, no trace, nothing changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from kiosk.actions.staff.sessions import add_account
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role
from kiosk.web.core.site import make_site
from tests.support.centre import take
from tests.support.rooms import with_rooms
from tests.support.volunteer_help import with_help
from tests.support.web.colleague import Colleague
from tests.support.web.scan import Asked, asked, faults
from tests.support.web.visitor import TOKEN

SHORT = pytest.param(150, id="150 requests")
LONG = pytest.param(20_000, marks=pytest.mark.soak, id="20,000 requests")


@pytest.fixture
def lively(ctx: AppContext) -> Flask:
    """The pages of a centre with something in every part; as often asked as one likes."""
    with_help(with_rooms(ctx))
    take(ctx)
    feed = ChangePoller(ctx.database)
    feed.look()
    return make_site(ctx, feed, limited=False)


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("count", [SHORT, LONG])
def test_nobody_breaks_or_changes_anything_with_bad_requests(
    ctx: AppContext, lively: Flask, count: int
) -> None:
    before = ctx.database.version()
    found = [fault for one in asked(lively, 7, count)
             for fault in faults(lively.test_client(), one)]
    assert found == [], found[:5]
    assert ctx.database.version() == before


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("role", [Role.ADMIN, Role.COORDINATOR])
@pytest.mark.parametrize("count", [SHORT, LONG])
def test_whoever_is_signed_in_breaks_nothing_with_wrong_fields(
    ctx: AppContext, lively: Flask, role: Role, count: int
) -> None:
    pin, colleague, known = add_account(ctx, "小李", role), None, -1
    found: list[str] = []
    for one in asked(lively, 11, count, "token"):
        # What changed nothing did not end the session either.
        if known != ctx.database.version():
            page = TOKEN.search(colleague.get("/desk/own").text) if colleague else None
            if page is None:
                # Some of what is pressed ends the session.
                colleague = Colleague(lively, "小李", pin)
                assert colleague.log_in().status_code == 303
                page = TOKEN.search(colleague.get("/desk/own").text)
            known = ctx.database.version()
        assert page and colleague
        if isinstance(one.more.get("data"), dict):
            one.more["data"]["csrf_token"] = page[1]
        found += faults(colleague._client, one)
    assert found == [], found[:5]


def _raises() -> str:
    raise RuntimeError("planted")


def _tells() -> str:
    return '<p>Traceback (most recent call last)</p>'


def planted(site: Flask) -> list[Asked]:
    """What the scan asks of the planted address."""
    # Some forty for each address, however many there are: each way of asking is among them.
    count = 40 * len([*site.url_map.iter_rules()])
    found = [one for one in asked(site, 7, count) if one.path.startswith("/planted")]
    assert found
    return found


@pytest.mark.parametrize(("view", "what"), [(_raises, "status 500"), (_tells, "tells")])
def test_control_a_planted_fault_is_found(
    lively: Flask, view: Callable[[], str], what: str
) -> None:
    lively.add_url_rule("/planted", "planted", view)
    found = [fault for one in planted(lively) for fault in faults(lively.test_client(), one)]
    assert any(what in fault and "/planted" in fault for fault in found)


def test_control_an_address_that_changes_something_is_found(ctx: AppContext,
                                                            lively: Flask) -> None:
    def changes() -> str:
        take(ctx)
        return "x"

    lively.add_url_rule("/planted", "planted", changes)
    before = ctx.database.version()
    for one in planted(lively):
        faults(lively.test_client(), one)
    assert ctx.database.version() > before
