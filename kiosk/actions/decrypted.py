"""What is encrypted as people see it: a value that cannot be read says so, and breaks no list."""

from __future__ import annotations

import structlog

from db.engine.encryption import Unreadable
from kiosk.context import AppContext


def readable(ctx: AppContext, encrypted: str, of: str) -> str:
    """The text, or the words that say that it cannot be read."""
    try:
        return ctx.vault.decrypt(encrypted, of)
    except Unreadable:
        structlog.get_logger().error("unreadable", of=of)
        return unreadable(ctx)


def unreadable(ctx: AppContext) -> str:
    """The words for what cannot be read."""
    return ctx.words[ctx.settings.language]("unreadable.value")
