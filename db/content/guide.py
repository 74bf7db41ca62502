"""The centre's content: centre, categories, queues, counters, services, notices."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from db.content import content_items
from db.engine.database import ReadTransaction, WriteTransaction
from db.operations import calendar_exceptions as special_days
from kiosk.domain.calendar import OpeningHours, QuietHours
from kiosk.domain.calendar_exceptions import Holidays
from kiosk.domain.content.guide import (
    Category,
    Centre,
    Counter,
    Guide,
    Material,
    Notice,
    Queue,
    Service,
    Step,
    Text,
)
from kiosk.domain.queue.tickets import QueueRules
from kiosk.domain.telephones import as_shown
from kiosk.domain.times import clock_of

# A row keeps a value's body as the TOML of the seed has it, so one reading serves both.


def guide(tx: ReadTransaction) -> Guide:
    """All content, in display order; kept in memory until the staff change any of it."""
    return tx.remembered("guide", lambda: _read(tx))


def is_seeded(tx: ReadTransaction) -> bool:
    """Whether there is any content yet."""
    return bool(content_items.items(tx, "centre"))


# The seed of centres from before it was written down.
_FIRST = "liuyi.toml"


def began_with(tx: ReadTransaction) -> str:
    """The name of the seed file with which the centre began."""
    return next((str(one["file"]) for one in content_items.bodies(tx, "seed")), _FIRST)


def unnamed_since(tx: ReadTransaction) -> datetime | None:
    """When the centre began, while its name or address is still the blank of a seed."""
    if not guide(tx).centre.is_unnamed:
        return None
    return next((datetime.fromisoformat(one["at"]) for one in content_items.bodies(tx, "seed")),
                None)


def begin_with(tx: WriteTransaction, file: str, now: datetime) -> None:
    """Writes down with which seed file the centre begins. Twice is once."""
    if not content_items.items(tx, "seed"):
        content_items.put(tx, "seed", "1", {"file": file, "at": now.isoformat()})


def seed(tx: WriteTransaction, written: dict[str, Any]) -> None:
    """Writes a seed file's content into empty tables. KeyError or ValueError where it is wrong."""
    queues = {queue["id"] for queue in written["queues"]}
    for service in written["services"]:
        if service["queue"] not in queues:
            raise ValueError(f"service {service['id']}: no such queue: {service['queue']}")
        service_of(service)
    centre_of(written["centre"])
    content_items.put(tx, "centre", "1", written["centre"])
    for kind, name in (("category", "categories"), ("queue", "queues"), ("service", "services")):
        for body in written[name]:
            content_items.put(tx, kind, body["id"], body)
    for body in written["counters"]:
        content_items.put(tx, "counter", str(body["number"]), {"queue": body["queue"]})
    for n, body in enumerate(written.get("notices", ()), 1):
        content_items.put(tx, "notice", str(n), body)


def _read(tx: ReadTransaction) -> Guide:
    services = [(service_of(body), bool(body.get("hidden")))
                for body in content_items.bodies(tx, "service")]
    return Guide(
        centre=centre_of(content_items.bodies(tx, "centre")[0]),
        categories=tuple(Category(b["id"], b["icon"], text_of(b["title"]))
                         for b in content_items.bodies(tx, "category")),
        queues=tuple(Queue(b["id"], b["prefix"], text_of(b["name"]))
                     for b in content_items.bodies(tx, "queue")),
        counters=tuple(Counter(int(b["id"]), b["queue"])
                      for b in content_items.bodies(tx, "counter")),
        services=tuple(service for service, hidden in services if not hidden),
        hidden=tuple(service for service, hidden in services if hidden),
        notices=tuple(sorted(
            (Notice(text_of(b["text"]), bool(b.get("urgent")))
             for b in content_items.bodies(tx, "notice") if not b.get("hidden")),
            key=lambda notice: not notice.urgent)),
        calendar=special_days.calendar(tx),
    )


def centre_of(body: dict[str, Any]) -> Centre:
    """A centre from its body. KeyError or ValueError where it is wrong."""
    changed: dict[str, Any] = {
        name: timedelta(minutes=value) if name in ("return_within", "hold") else value
        for name, value in body.get("queue", {}).items()
    }
    return Centre(
        name=text_of(body["name"]),
        centre=text_of(body["centre"]),
        address=text_of(body["address"]),
        day_starts=clock_of(body["day_starts"]),
        priority_prefix=body["priority_prefix"],
        priority_age=body["priority_age"],
        hours=OpeningHours.parse(body["hours"]),
        queue=QueueRules(**changed),
        phone=as_shown(body.get("phone", "")),
        words=tuple(body.get("words", ())),
        holidays=Holidays(body.get("holidays", Holidays.AS_USUAL)),
        **({"quiet": QuietHours.parse(body["quiet"])} if "quiet" in body else {}),
    )


def service_of(body: dict[str, Any]) -> Service:
    """A service from its body. KeyError or ValueError where it is wrong."""
    return Service(
        id=body["id"],
        category_id=body["category"],
        queue_id=body["queue"],
        title=text_of(body["title"]),
        summary=text_of(body["summary"]),
        who=text_of(body["who"]),
        duration=text_of(body["duration"]),
        fee=text_of(body["fee"]),
        words=tuple(body["words"]),
        materials=tuple(
            Material(m["icon"], text_of(m["name"]), text_of(m["note"]), text_of(m["missing"]))
            for m in body["materials"]
        ),
        steps=tuple(Step(text_of(s["name"]), text_of(s["hint"])) for s in body["steps"]),
        hours=OpeningHours.parse(body["hours"]) if "hours" in body else None,
        daily_cap=body.get("daily_cap"),
    )


def text_of(written: dict[str, str]) -> Text:
    """A text from its languages."""
    return Text(written["zh"], written["en"])
