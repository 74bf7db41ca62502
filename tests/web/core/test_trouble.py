"""When the database is gone: the guide reads on, and nobody believes something that is not so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask

from kiosk.actions import queue
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.domain.queue.tickets import State
from kiosk.domain.refusals import StorageDown
from tests.support.centre import take
from tests.support.web.visitor import TOKEN, Visitor


@contextmanager
def storage_gone(ctx: AppContext) -> Iterator[None]:
    """Every statement fails as it does when the server is away."""
    def gone(*_: object, **__: object) -> None:
        raise StorageDown("gone")

    patch = pytest.MonkeyPatch()
    for way in ("read", "write", "version"):
        patch.setattr(ctx.database, way, gone)
    yield
    patch.undo()


def test_the_guide_reads_on_and_says_that_numbers_wait(ctx: AppContext, phone: Visitor) -> None:
    phone.get("/s/medical")
    with storage_gone(ctx):
        said = phone.get("/s/medical")
        shelves = phone.get("/s/?q=医保")
    assert said.status_code == 200 and "身份证" in said.text and "现在取不了号" in said.text
    assert shelves.status_code == 200 and "居民医保" in shelves.text
    assert "现在取不了号" not in phone.get("/s/medical").text


def test_a_action_that_did_not_happen_is_told_so(ctx: AppContext, phone: Visitor) -> None:
    mine = take(ctx).ticket.code
    token = TOKEN.search(phone.get(f"/t/{mine}/give-up").text)
    assert token
    with storage_gone(ctx):
        pressed = phone.post(f"/t/{mine}/give-up", csrf_token=token[1])
        looked = phone.get(f"/t/{mine}")
    assert pressed.status_code == looked.status_code == 503
    assert "刚才点的没有算数" in pressed.text and "刚才点的没有算数" not in looked.text
    assert "手里的号不会丢" in looked.text and "留义社区" in looked.text
    assert queue.follow(ctx, mine).ticket.state is State.WAITING


def test_news_says_that_there_is_none(ctx: AppContext, site: Flask, feed: ChangePoller) -> None:
    phone = Visitor(site)
    mine = take(ctx).ticket.code
    known = {"If-None-Match": phone.get(f"/t/{mine}/state").headers["ETag"]}
    assert phone.get(f"/t/{mine}/state", headers=known).status_code == 304
    assert phone.get("/healthz").text == "ok"
    with storage_gone(ctx):
        feed.look()
        for path in (f"/t/{mine}/state", "/board/state"):
            gone = phone.get(path, headers=known)
            assert gone.status_code == 503 and gone.json == {"trouble": "storage_down"}
        assert phone.get("/healthz").status_code == 503
    feed.look()
    assert phone.get("/board/state").status_code == 200
    assert phone.get("/healthz").status_code == 200


def test_even_the_first_page_of_a_centre_without_storage_is_calm(
    ctx: AppContext, phone: Visitor
) -> None:
    ctx.database.forget()
    with storage_gone(ctx):
        for page in ("/s/", "/s/medical", "/board", "/t/code"):
            said = phone.get(page)
            assert said.status_code == 503 and "不是您的错" in said.text.replace(
                '<span class="phrase">', "").replace("</span>", "")
