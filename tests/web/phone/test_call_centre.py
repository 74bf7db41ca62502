"""The centre's telephone: a button wherever a page says to call; without one nothing says so."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.actions import content
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role
from kiosk.web.core.site import make_site
from tests.support.centre import Clock
from tests.support.volunteer_help import asked, coordinator, with_help
from tests.support.web.visitor import Visitor

CALLS = ("给社区打电话", "急事请打", 'href="tel:')


def reached_at(ctx: AppContext, phone: str) -> None:
    """The manager writes the centre's telephone, or takes it away."""
    manager = coordinator(ctx, Role.MANAGER)
    base = dict(content.sheet(ctx, manager, "centre", "1").written)
    assert content.publish(ctx, manager, "centre", "1", base, base | {"phone": phone}).done


def pages(ctx: AppContext) -> Iterator[tuple[str, str]]:
    """Pages on which somebody may need a person, by their address."""
    phone = Visitor(make_site(ctx, ChangePoller(ctx.database), limited=False))
    code = asked(ctx).request.code
    for path in ("/", "/s/medical", "/s/?q=月亮", "/help", f"/h/{code}", "/none", "/t/none"):
        yield path, phone.get(path).text


def test_a_page_that_says_to_call_has_the_button(ctx: AppContext) -> None:
    helped = with_help(ctx)
    reached_at(helped, "0358-7620000转8001")
    for path, said in pages(helped):
        assert 'href="tel:03587620000,8001"' in said and "0358-7620000-8001" in said, path


def test_without_a_telephone_no_page_says_to_call(ctx: AppContext) -> None:
    helped = with_help(ctx)
    for path, said in pages(helped):
        assert not [one for one in CALLS if one in said], path


def test_the_board_of_a_closed_centre_says_whom_to_call(ctx: AppContext, clock: Clock) -> None:
    clock.now = clock.now.replace(hour=23)
    board = Visitor(make_site(ctx, ChangePoller(ctx.database), limited=False))
    assert "现在不办事" in board.get("/board").text and "急事" not in board.get("/board").text
    reached_at(ctx, "12345")
    assert "急事请打 12345" in board.get("/board").text
