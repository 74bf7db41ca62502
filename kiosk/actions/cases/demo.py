"""A lively register of cases: told, handed on, answered, solved and not."""

from __future__ import annotations

from contextlib import suppress
from datetime import time, timedelta
from random import Random

from db.cases import book as stored
from kiosk.actions.cases import reception, requests, resident, staff
from kiosk.actions.cases.results import CaseAsk
from kiosk.actions.staff.demo import demo_session, earlier, end_demo_session
from kiosk.actions.staff.sessions import add_account
from kiosk.context import AppContext
from kiosk.domain.cases.cases import CaseSource
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role, StaffSession

KEEPER, REPRESENTATIVE = "老周", "张代表"
# Topic, estate, words, telephone, to whom it was handed, how far it is, told how many days ago.
TOLD = (
    ("repairs", "e3", "三号楼门口的路灯不亮了，晚上看不见路。", "", "team:repair", "solved", 16),
    ("environment", "e1", "垃圾桶离窗户太近，夏天味大，能不能挪远点。", "", "body:property",
     "solved", 12),
    ("property", "e4", "楼道里堆着旧家具，下不来轮椅。", "13700000014", "body:property",
     "solved", 9),
    ("parking", "e2", "楼前能不能多划几个车位。", "13700000011", "body:property", "cannot", 7),
    ("family", "e3", "楼上空调水一直滴到我家窗台，想请你们出面说说。", "13700000012",
     "team:mediation", "answered", 3),
    ("welfare", "e6", "高龄补贴怎么办，要带什么。", "", "", "received", 1),
    ("repairs", "e5", "下水道堵了，院里有味。", "13700000013", "body:water", "assigned", 0),
)


# What the solved ones were given, in their order: the last is called about it.
STARS = (5, 4, 2)


def fill(ctx: AppContext, _chance: Random) -> tuple[str, ...]:
    """Fills an empty register and announces a reception day; changes nothing where the demo has
    been."""
    with ctx.database.read() as tx:
        if not stored.is_there(tx):
            return ()
    told: list[str] = []
    with suppress(Refusal):
        for name, role in ((KEEPER, Role.MANAGER), (REPRESENTATIVE, Role.REPRESENTATIVE)):
            told.append(f"{name} ({role}): PIN {add_account(ctx, name, role)}")
        session = demo_session(ctx, KEEPER)
        now = ctx.clock()
        for n, (*one, days) in enumerate(TOLD):
            _tell(earlier(ctx, now - timedelta(days=days)), session, n, *one)
        deputy = demo_session(ctx, REPRESENTATIVE)
        reception.announce(
            ctx, deputy, "congress", ctx.clock().date() + timedelta(days=3), time(9), time(11),
            timedelta(minutes=20), REPRESENTATIVE)
        end_demo_session(ctx, session)
        end_demo_session(ctx, deputy)
    return tuple(told)


def _tell(
    ctx: AppContext, session: StaffSession, n: int, topic: str, estate: str, words: str,
    phone: str, to: str, far: str,
) -> None:
    made = requests.tell(ctx, CaseAsk(
        f"demo case {n}", topic, words, CaseSource.PHONE, "studio", estate, 3, phone=phone))
    if to:
        staff.assign(ctx, session, made.case_id, to, "归您管，请去看看。")
    if far in ("solved", "answered"):
        staff.answer(ctx, session, made.case_id, "去看过了，弄好了。请您也看一看。")
    if far == "solved":
        resident.solved(ctx, made.code)
        resident.rate(ctx, made.code, STARS[n])
        staff.release(ctx, session, made.case_id)
    if far == "cannot":
        staff.cannot_solve(ctx, session, made.case_id,
                           "那块是绿地，改不了。边上的收费车场能停。")
        staff.release(ctx, session, made.case_id)
