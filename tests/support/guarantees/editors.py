"""Editors who are killed at any moment, and what they were told was kept or shown by then."""

from __future__ import annotations

import itertools
import os
from pathlib import Path

from db.staff import accounts as staff
from kiosk.actions import content
from kiosk.context import AppContext
from kiosk.domain.content.content_form import Flat
from kiosk.domain.staff.roles import Role, StaffAccount, StaffSession
from tests.support.centre import AFTERNOON
from tests.support.guarantees.crowd import Centre

EDITOR = StaffSession("editor", StaffAccount(1, "小王", Role.MANAGER), None, AFTERNOON, AFTERNOON)
ITEM = "medical"


def edit_and_acknowledge(centre: Centre, slip: Path) -> None:
    """Writes and shows one text after the other, each on paper as soon as it is kept or shown.

    Title and summary carry the same number: one without the other would be half an edit.
    """
    ctx = _open(centre)
    with slip.open("ab", buffering=0) as paper:
        for n in itertools.count(_last(ctx) + 1):
            base = dict(content.sheet(ctx, EDITOR, "service", ITEM).written)
            mine = base | numbered(n)
            content.save(ctx, EDITOR, "service", ITEM, base, mine)
            _tell(paper.fileno(), f"draft {n}")
            content.publish(ctx, EDITOR, "service", ITEM, mine, mine)
            _tell(paper.fileno(), f"shown {n}")


def edit_before_commit(centre: Centre, slip: Path) -> None:
    """The negative control: tells of what is shown in a transaction that is not committed yet."""
    ctx = _open(centre)
    with slip.open("ab", buffering=0) as paper:
        for n in itertools.count(_last(ctx) + 1):
            with ctx.database.write():
                for more in range(20):
                    _tell(paper.fileno(), f"shown {n * 1000 + more}")
                base = dict(content.sheet(ctx, EDITOR, "service", ITEM).written)
                content.publish(ctx, EDITOR, "service", ITEM, base, base | numbered(n * 1000))


def numbered(n: int) -> Flat:
    """What a text of that number says."""
    return {"title.zh": f"第{n}版", "summary.zh": f"这是第{n}版。"}


def _open(centre: Centre) -> AppContext:
    """The centre with the editor in it, however often an editor was killed."""
    ctx = centre.ctx()
    with ctx.database.write() as tx:
        staff.add(tx, EDITOR.account.name, EDITOR.account.role, "no PIN")
        if not staff.has_session(tx, EDITOR.token):
            staff.open_session(tx, EDITOR.token, EDITOR.account, AFTERNOON)
    return ctx


def _last(ctx: AppContext) -> int:
    written = content.sheet(ctx, EDITOR, "service", ITEM).written["title.zh"]
    return int("0" + "".join(filter(str.isdigit, written)))


def _tell(paper: int, what: str) -> None:
    os.write(paper, f"{what}\n".encode())
    os.fsync(paper)
