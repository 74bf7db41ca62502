"""A slide made of what is coming: the next activities, each in a doorway."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from db.activities import queries as stored
from db.engine.database import ReadTransaction
from kiosk.actions.activities.queries import standing
from kiosk.actions.activities.results import SessionNow
from kiosk.context import AppContext
from kiosk.domain.content.guide import Text
from kiosk.domain.exhibition.slides import MOST_EXHIBITS, Exhibit, Slide
from kiosk.wording.activities import when_said

SHOWN_AHEAD = timedelta(days=7)


def coming_slides(ctx: AppContext, tx: ReadTransaction) -> Iterator[Slide]:
    """One slide with the next sessions of a week, each activity once; none where nothing comes."""
    now = ctx.clock()
    coming = [one for one in stored.between(tx, now, now + SHOWN_AHEAD) if one.is_planned]
    following = {one.activity.id: one for one in reversed(standing(tx, coming, now))}
    shown = sorted(following.values(), key=lambda one: one.session.starts_at)[:MOST_EXHIBITS]
    if shown:
        zh, en = ctx.words["zh_CN"], ctx.words["en"]
        yield Slide(
            "activities", Text(zh("activities.slide"), en("activities.slide")),
            Text(zh("activities.slide_lead"), en("activities.slide_lead")),
            tuple(Exhibit(one.activity.icon, _caption(ctx, one)) for one in shown),
        )


def _caption(ctx: AppContext, one: SessionNow) -> Text:
    title, today = one.activity.title, ctx.clock().date()
    said = {language: f"{title.in_(language)}\n"
            f"{when_said(ctx.words[language], one.session.starts_at, today)}"
            for language in ("zh_CN", "en")}
    return Text(said["zh_CN"], said["en"])
