"""Help inside: each page of the staff says in two sentences what it is for."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from kiosk.actions.staff.sessions import add_account
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role
from kiosk.web.core.site import make_site
from tests.support.activities import with_activities
from tests.support.rooms import with_rooms
from tests.support.volunteer_help import with_help
from tests.support.web.colleague import Colleague

PAGES = (
    "rooms", "rooms/book/chess", "activities", "activities/1", "days", "appointments", "help",
    "help/people", "help/roster", "help/notices",
    "help/figures", "content/service", "content/notice", "content/slide", "content/room",
    "content/queue", "content/centre/1", "content/service/medical", "figures", "records", "health",
    "accounts", "audit", "own",
)
ABOUT = re.compile(r'<p class="about">(.*?)</p>', re.DOTALL)
ENDS = {"zh_CN": re.compile(r"[。]"), "en": re.compile(r"[.](?=\s|$)")}


@pytest.mark.parametrize("language", list(ENDS))
def test_each_page_explains_itself(sqlite_ctx: AppContext, language: str) -> None:
    site: Flask = make_site(sqlite_ctx, ChangePoller(sqlite_ctx.database), limited=False)
    with_activities(with_help(with_rooms(sqlite_ctx)))
    admin = Colleague(site, "主任", add_account(sqlite_ctx, "主任", Role.ADMIN))
    admin.log_in()
    short = {}
    for path in PAGES:
        answer = admin.get(f"/desk/{path}?lang={language}")
        assert answer.status_code == 200, path
        found = ABOUT.search(answer.text)
        said = found[1] if found else ""
        if len(ENDS[language].findall(said)) < 2:
            short[path] = said
    assert not short
