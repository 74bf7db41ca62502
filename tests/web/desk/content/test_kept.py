"""What the desk says of a draft that it kept: who sees what, now."""

from __future__ import annotations

import json

import pytest
from flask import Flask

from kiosk.actions import content
from kiosk.actions.staff.sessions import add_account
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role
from tests.support.volunteer_help import coordinator
from tests.support.web.colleague import Colleague


@pytest.fixture
def editor(ctx: AppContext, site: Flask) -> Colleague:
    """Somebody who writes."""
    colleague = Colleague(site, "小王", add_account(ctx, "小王", Role.EDITOR))
    colleague.log_in()
    return colleague


def test_nobody_is_said_to_see_the_old_one_of_what_is_new(
    ctx: AppContext, editor: Colleague
) -> None:
    kept = editor.press("/desk/content/notice/new", "/desk/content/notice/new", **{
        ":how": "save", ":base": "{}", "text.zh": "今天停水"})
    assert "存好了，还没给大家看。" in editor.get(kept.location).text
    was = content.sheet(ctx, coordinator(ctx, Role.EDITOR), "service", "medical").written
    page = "/desk/content/service/medical"
    kept = editor.press(page, page, **was, **{":how": "save", ":base": json.dumps(was)})
    assert "大家看到的还是原来的。" in editor.get(kept.location).text
