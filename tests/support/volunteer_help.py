"""Volunteer help for the tests: the seed's teams, volunteers with phones, residents who ask."""

from __future__ import annotations

import secrets
import tomllib
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from db.staff import accounts as staff
from db.volunteers import catalogue as help_book
from kiosk.actions import volunteers
from kiosk.actions.staff.sessions import add_account
from kiosk.actions.volunteers import registry, volunteer_access
from kiosk.actions.volunteers.results import HelpAsk, HelpView, Personal
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role, StaffSession
from kiosk.domain.volunteers.help_requests import HelpPlace, HelpSource
from kiosk.domain.volunteers.registry import Duty, Volunteer
from tests.support.centre import SEED
from tests.support.furnished import made_once

PHONE = "13800004567"
PIN = "258036"
ADDRESS = "8号楼2单元301"


@cache
def _help() -> dict[str, Any]:
    return dict(tomllib.loads(SEED.read_text("utf-8"))["help"])


@made_once
def with_help(ctx: AppContext) -> AppContext:
    """The centre with the seed's estates, teams, kinds and posts."""
    with ctx.database.write(content=True) as tx:
        if not help_book.book(tx).kinds:
            help_book.seed(tx, {"help": _help()})
    return ctx


def coordinator(
    ctx: AppContext, role: Role = Role.COORDINATOR, name: str = "小宋"
) -> StaffSession:
    """Somebody who sends volunteers, signed in."""
    add_account(ctx, name, role)
    with ctx.database.write() as tx:
        found = staff.find(tx, name)
        assert found
        token = ctx.codes()
        staff.open_session(tx, token, found.account, ctx.clock())
        return StaffSession(token, found.account, None, ctx.clock(), ctx.clock())


def volunteer(
    ctx: AppContext, at: StaffSession, name: str = "刘小明",
    teams: tuple[str, ...] = ("civility",),
    *,
    grid: str | None = "g1", vetted: bool = True, phone: str = "13900001111",
) -> Volunteer:
    """A volunteer whom the coordinator has written in."""
    return registry.save_volunteer(
        ctx, at, Volunteer(0, "", name, frozenset(teams), grid, vetted, True, False, False),
        phone,
    )


def moved_in(ctx: AppContext, at: StaffSession, who: Volunteer, device: str) -> str:
    """The code of a link that a phone has opened and bound."""
    code = registry.new_link(ctx, at, who.id).rpartition("/")[2]
    volunteer_access.bind_device(ctx, code, device, PIN)
    return code


def on_duty(ctx: AppContext, at: StaffSession, who: Volunteer, hours: float = 3) -> None:
    """Puts a volunteer into the hall from now on."""
    now = ctx.clock()
    registry.put_on_duty(ctx, at, Duty(0, who.id, "guide", now - timedelta(minutes=1),
                                       now + timedelta(hours=hours)))


def asked(
    ctx: AppContext, kind: str = "phone", place: HelpPlace = HelpPlace.HALL, *,
    phone: str = PHONE,
    key: str = "", wanted: datetime | None = None, **more: Any,
) -> HelpView:
    """A resident who asks on the phone."""
    half = volunteers.help_now(ctx).halves[0]
    home = {"estate_id": "e1", "grid_id": "g1"} if place is HelpPlace.HOME else {}
    return volunteers.ask(ctx, HelpAsk(
        key or secrets.token_hex(8), kind, HelpSource.PHONE, place,
        Personal("张阿姨", phone, ADDRESS if home else "", "微信里字太小，看不清"),
        wanted or half.begins, **(home | more),
    ))
