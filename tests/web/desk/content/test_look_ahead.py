"""先看看: what is being written, on the phone and on the touch screen, which a process draws."""

from __future__ import annotations

import io
import os
import re

import pytest
from flask import Flask
from PIL import Image, ImageChops

from db.content.content_items import items
from kiosk.actions import content
from kiosk.actions.staff.sessions import add_account
from kiosk.context import AppContext
from kiosk.devices.media import screen_picture as drawing
from kiosk.devices.media.screen_picture import PageAsked, screen_picture
from kiosk.domain.content.content_form import Flat
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role
from kiosk.web.desk.content import look_ahead
from tests.support.centre import SECRET
from tests.support.volunteer_help import coordinator
from tests.support.web.colleague import Colleague

PAGE = "/desk/content/service/medical"
DRAWN = re.compile(r'src="(/desk/content/look/[^"]+)"')


def editor_at(ctx: AppContext, site: Flask, name: str) -> Colleague:
    colleague = Colleague(site, name, add_account(ctx, name, Role.EDITOR))
    colleague.log_in()
    return colleague


def looks(editor: Colleague, written: Flat, title: str) -> str:
    answer = editor.press(PAGE, f"{PAGE}/preview", **written | {"title.zh": title})
    assert answer.status_code == 200
    return answer.text


def test_phone_and_screen_stand_side_by_side_for_whoever_writes(
    ctx: AppContext, site: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = list[PageAsked]()

    def drawn(_data: object, _url: object, page: PageAsked) -> bytes:
        asked.append(page)
        return b"a picture"

    monkeypatch.setattr(look_ahead, "screen_picture", drawn)
    wang, li = editor_at(ctx, site, "小王"), editor_at(ctx, site, "小李")
    written = content.sheet(ctx, coordinator(ctx, Role.EDITOR), "service", "medical").written
    page = looks(wang, written, "新写的事")
    assert page.count("新写的事") >= 2 and "srcdoc=" in page and "&lt;script" not in page
    found = DRAWN.search(page)
    assert found and asked == [], "the page does not wait for the drawing"
    assert wang.get(found[1]).data == b"a picture"
    ((kind, item, body),) = asked[0].items
    assert (kind, item, asked[0].screen) == ("service", "medical", "service_detail")
    assert body["title"]["zh"] == "新写的事" and "新写的事" not in wang.get("/s/medical").text
    assert li.get(found[1]).status_code == 404, "another's"
    for n in range(look_ahead.KEPT):
        looks(wang, written, f"第 {n} 回")
    assert wang.get(found[1]).status_code == 404, "kept no longer"


def test_a_draft_is_really_drawn_and_who_comes_third_is_not_kept_waiting(
    sqlite_ctx: AppContext
) -> None:
    # The process has the centre's own secret, as it has beside the real pages.
    with os.fdopen(os.open(sqlite_ctx.settings.data / "secret.key",
                           os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
        file.write(SECRET)
    centre = sqlite_ctx.settings.data, sqlite_ctx.settings.database_url
    service = {"service_id": "medical"}
    with sqlite_ctx.database.read() as tx:
        (body,) = [one.body for one in items(tx, "service") if one.id == "medical"]
    new = ("service", "medical", {**body, "title": {"zh": "新写的事", "en": "Newly written"}})
    pictures = [Image.open(io.BytesIO(screen_picture(*centre, PageAsked(
        "service_detail", service, "zh_CN", (1080, 1920), more)))) for more in ((new,), ())]
    assert [one.size for one in pictures] == [(1080, 1920)] * 2
    changed = ImageChops.difference(*(one.convert("RGB") for one in pictures)).getbbox()
    assert changed and changed[1] < 400, "the control: without the draft another title"
    unknown = PageAsked("service_detail", {"service_id": "none"}, "zh_CN", (1080, 1920), ())
    with pytest.raises(Refusal, match="screen_not_drawn"):
        screen_picture(*centre, unknown)
    with drawing._turns._place, drawing._turns._place, pytest.raises(Refusal):
        screen_picture(*centre, unknown)
