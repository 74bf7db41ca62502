"""What is taken along from the desk, as commas or as Excel's own file, names nobody; whoever may
take a child's name along gets it, and nobody else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from kiosk.actions.staff.sessions import add_account
from kiosk.area import content_types
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role
from kiosk.web.core.site import make_site
from kiosk.web.core.tables import MIMETYPE
from tests.guarantees.test_children import PLANTED, lives
from tests.support.care import card, entered, medic, with_care
from tests.support.centre import Clock
from tests.support.lessons import evening
from tests.support.resident_cases import bring_in, told
from tests.support.web.colleague import Colleague

CHILD, PHONE, GUARDIAN = PLANTED[:3]
STORY, READING = "楼上邻居夜里敲暖气管子", ("197", "113")
# The one table with names of children.
ATTENDANCE = "/desk/lessons/attendance.xlsx"
# What is asked for by a form: its page, its address, and what it sends.
TAKEN: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("/desk/audit", "/desk/audit/taken", {}),
    ("/desk/cases/papers", "/desk/cases/take", {"begins": "2026-01-01", "ends": "2026-12-31"}),
)


@pytest.fixture
def site(sqlite_ctx: AppContext, clock: Clock) -> Flask:
    """A centre in which somebody left something of each kind."""
    ctx = with_care(bring_in(sqlite_ctx))
    lives(ctx, evening(ctx, clock))
    told(ctx, "1", "environment", STORY, phone=PHONE, name=GUARDIAN)
    at = medic(ctx)
    entered(ctx, at, card(ctx, at), *map(int, READING))
    return make_site(ctx, ChangePoller(ctx.database), limited=False)


def files_of(ctx: AppContext, site: Flask, role: Role) -> Iterator[tuple[str, bytes]]:
    """All that somebody of a role can take along, each by its address, unpacked."""
    colleague = Colleague(site, role.value, add_account(ctx, role.value, role))
    assert colleague.log_in().status_code == 303
    kinds = [f"/desk/content/{kind}/table" for kind in content_types(ctx.areas)]
    pages = [rule.rule for rule in site.url_map.iter_rules()
             if rule.rule.startswith("/desk/") and "GET" in rule.methods and not rule.arguments]
    for address in [*pages, *kinds]:
        yield from _taken(address, colleague.get(address))
    for page, path, form in TAKEN:
        if colleague.get(page).status_code == 200:
            yield from _taken(path, colleague.press(page, path, **form))


def _taken(address: str, answer: TestResponse) -> Iterator[tuple[str, bytes]]:
    """A table among the answers: a file of commas, or the parts of one of Excel's."""
    if answer.mimetype == "text/csv":
        yield address, answer.data
    elif answer.mimetype == MIMETYPE:
        with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
            yield address, b"\n".join(book.read(name) for name in book.namelist())


def named(data: bytes) -> set[str]:
    """Which of what somebody left stands in a file."""
    words = (*PLANTED, STORY)
    found = {word for word in words if word.encode() in data}
    return found | ({"reading"} if all(one.encode() in data for one in READING) else set())


@pytest.mark.parametrize("role", [Role.MANAGER, Role.MEDIC])
def test_no_table_that_is_taken_along_names_anybody(
    sqlite_ctx: AppContext, site: Flask, role: Role
) -> None:
    files = dict(files_of(sqlite_ctx, site, role))
    children = named(files.pop(ATTENDANCE, b""))
    assert children == ({CHILD} if role is Role.MANAGER else set())
    assert {address: named(data) for address, data in files.items() if named(data)} == {}
    assert len(files) > 10 or role is not Role.MANAGER


def test_control_a_story_that_is_asked_for_is_found(sqlite_ctx: AppContext, site: Flask) -> None:
    page, path, form = TAKEN[1]
    manager = Colleague(site, "王主任", add_account(sqlite_ctx, "王主任", Role.MANAGER))
    manager.log_in()
    ((_, data),) = _taken(path, manager.press(page, path, **form, stories="1"))
    assert named(data) == {STORY}
