"""Which files the content names: in what is shown, drafted and planned."""

from __future__ import annotations

import re

from peewee import fn

from db.content.drafts import DraftRow, PlanRow
from db.content.tables import ContentItemRow
from db.engine.database import ReadTransaction


def named_files(tx: ReadTransaction, ending: str) -> frozenset[str]:
    """The names of files with an ending, such as `jpg`, that are made of what is in them."""
    pattern, named = re.compile(rf"[0-9a-f]{{32}}\.{ending}"), set[str]()
    for column in (ContentItemRow.body, DraftRow.written, PlanRow.written):
        texts = tx.column(column.model.select(column)
                          .where(fn.LOWER(column).contains(f".{ending}")))
        named.update(*map(pattern.findall, texts))
    return frozenset(named)
