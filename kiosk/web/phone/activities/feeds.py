"""Feeds for calendars: `/activities.ics`, and an activity's own."""

from __future__ import annotations

from flask import Response

from kiosk.actions import activities
from kiosk.context import AppContext
from kiosk.web.core.calendar_answer import calendar
from kiosk.web.phone.parts import PhoneParts


def feed_pages(parts: PhoneParts) -> None:
    """Adds the feeds."""
    ctx = parts.ctx

    @parts.phone.get("/activities.ics")
    def activities_feed() -> Response:
        return calendar("activities", activities.activities_feed_mark(ctx), ctx,
                        activities.activities_feed)

    @parts.phone.get("/a/<activity_id>.ics")
    def activity_feed(activity_id: str) -> Response:
        def made(ctx: AppContext, language: str) -> bytes:
            return activities.activities_feed(ctx, language, activity_id)

        return calendar(activity_id, activities.activities_feed_mark(ctx), ctx, made)
