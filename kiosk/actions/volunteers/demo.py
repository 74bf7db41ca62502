"""A lively day of volunteer help: volunteers, a roster, requests in several states."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from random import Random

from db.volunteers import catalogue as help_book
from kiosk.actions.staff.demo import demo_session, earlier, end_demo_session
from kiosk.actions.staff.sessions import add_account
from kiosk.actions.volunteers import registry, requests, resident, visits, volunteer_tasks
from kiosk.actions.volunteers.results import HelpAsk, Personal
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role
from kiosk.domain.volunteers.help_requests import HelpPlace, HelpSource
from kiosk.domain.volunteers.registry import Duty, Volunteer

COORDINATOR = "小宋"
LATE, ASKED_EARLIER = timedelta(days=1), 2
VOLUNTEERS = (("刘建国", ("repair", "civility"), "g1"), ("王秀兰", ("elders", "medical"), "g3"),
              ("李志强", ("education", "legal"), "g5"), ("赵春梅", ("hygiene", "neighbours"), "g8"))
ASKED = (("phone", "张阿姨", "微信里字太小，看不清"), ("law", "陈叔", "老房子过户要什么"),
         ("homework", "孙女士", "孩子四年级，数学跟不上"), ("other", "周大爷", "想学写毛笔字"),
         ("phone", "吴奶奶", "视频打不开"), ("repair", "郑师傅", "厨房水龙头滴水"))
# The last of them happens at home.
HOME = "repair"


def fill(ctx: AppContext, _chance: Random) -> tuple[str, ...]:
    """Fills an empty help desk; where there are volunteers already it changes nothing."""
    with ctx.database.read() as tx:
        if not help_book.book(tx).kinds:
            return ()
    told: list[str] = []
    with suppress(Refusal):
        pin = add_account(ctx, COORDINATOR, Role.COORDINATOR)
        told.append(f"{COORDINATOR} ({Role.COORDINATOR}): PIN {pin}")
        at = demo_session(ctx, COORDINATOR)
        helpers = [
            registry.save_volunteer(ctx, at, Volunteer(
                0, "", name, frozenset(teams), grid, True, True, False, False,
            ), f"1380000{n:04}")
            for n, (name, teams, grid) in enumerate(VOLUNTEERS)
        ]
        now = ctx.clock()
        for helper in helpers[:2]:
            registry.put_on_duty(ctx, at, Duty(
                0, helper.id, "guide", now - timedelta(hours=1), now + timedelta(hours=6)), 4)
        told += [f"{one.name} (volunteer): {registry.new_link(ctx, at, one.id)}"
                 for one in helpers]
        _ask(ctx, helpers)
        end_demo_session(ctx, at)
    return tuple(told)


def _ask(ctx: AppContext, helpers: list[Volunteer]) -> None:
    """The first was helped, the second waits for long, the last but one is being helped. The last
    is at home: somebody goes, and somebody else has to come along."""
    before, half = earlier(ctx, ctx.clock() - LATE), requests.help_now(ctx).halves[0]
    first, *_, helped, home = (
        requests.ask(before if n < ASKED_EARLIER else ctx, HelpAsk(
            ctx.codes(), kind, HelpSource.PHONE, HelpPlace.HOME if kind == HOME else HelpPlace.HALL,
            Personal(name, f"1370000{n:04}", "3号楼2单元" if kind == HOME else "", words),
            half.begins, estate_id="e3" if kind == HOME else "",
        )).request for n, (kind, name, words) in enumerate(ASKED))
    guide = helpers[0].id
    for one in (first, helped):
        volunteer_tasks.claim(ctx, guide, one.id)
        visits.arrive(ctx, guide, one.id, "")
        if one is first:
            visits.leave(ctx, guide, one.id, "")
            resident.confirm(ctx, one.code)
    volunteer_tasks.claim(ctx, guide, home.id)
