"""The exhibition: slides, in their order."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from db.content import content_items
from db.content.guide import text_of
from db.engine.database import ReadTransaction, WriteTransaction
from kiosk.domain.calendar import WEEKDAYS, TimeRange
from kiosk.domain.exhibition.slides import SHOWN, Exhibit, Schedule, Slide, SlideFigure


def slides(tx: ReadTransaction) -> tuple[Slide, ...]:
    """Every slide, in order; kept in memory until the staff change any content."""
    return tx.remembered("slides", lambda: _read(tx))


def seed(tx: WriteTransaction, written: dict[str, Any]) -> None:
    """Writes a seed file's slides. KeyError or ValueError where one is wrong."""
    for body in written.get("slides", ()):
        slide_of(body)
        content_items.put(tx, "slide", body["id"], body)


def hang(tx: WriteTransaction, slide_id: str, place: int, picture: str) -> bool:
    """Hangs a picture into a doorway (from 0) of a slide; False where there is none."""
    slides_there = content_items.items(tx, "slide")
    body = next((one.body for one in slides_there if one.id == slide_id), {})
    exhibits = body.get("exhibits", [])
    if not 0 <= place < len(exhibits):
        return False
    exhibits[place]["picture"] = picture
    content_items.put(tx, "slide", slide_id, body)
    return True


def slide_of(body: dict[str, Any]) -> Slide:
    """A slide from its body. KeyError or ValueError where it is wrong."""
    return Slide(
        id=body["id"],
        title=text_of(body["title"]),
        lead=text_of(body["lead"]),
        exhibits=tuple(
            Exhibit(e["icon"], text_of(e["caption"]), e.get("picture", ""))
            for e in body.get("exhibits", ())
        ),
        figures=figures_of(body),
        notices=body.get("notices", False),
        counts=body.get("counts", False),
        lasts=timedelta(seconds=body["seconds"]) if "seconds" in body else SHOWN,
        schedule=schedule_of(body),
    )


def figures_of(body: dict[str, Any]) -> tuple[SlideFigure, ...]:
    """The figures of a slide or an album, from its body. KeyError where one is wrong."""
    return tuple(
        SlideFigure(f["value"], f.get("unit", ""), text_of(f["label"]))
        for f in body.get("figures", ())
    )


def schedule_of(body: dict[str, Any]) -> Schedule:
    """When something is due, from its body. ValueError where that is wrong."""
    weekdays = body.get("weekdays")
    return Schedule(
        first=date.fromisoformat(body["from"]) if "from" in body else None,
        last=date.fromisoformat(body["until"]) if "until" in body else None,
        weekdays=None if weekdays is None else frozenset(WEEKDAYS.index(d) for d in weekdays),
        hours=TimeRange.parse(body["hours"]) if "hours" in body else None,
    )


def _read(tx: ReadTransaction) -> tuple[Slide, ...]:
    return tuple(slide_of(body) for body in content_items.bodies(tx, "slide")
                 if not body.get("hidden"))
