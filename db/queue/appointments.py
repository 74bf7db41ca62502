"""What can be booked of the services: appointments, as the managers write them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from db.content import content_items
from db.content.guide import guide, text_of
from db.engine.database import ReadTransaction, WriteTransaction
from db.reservations import places
from kiosk.domain.calendar import OpeningHours
from kiosk.domain.queue.appointments import AppointmentOffer


def offers(tx: ReadTransaction) -> tuple[AppointmentOffer, ...]:
    """All that can be booked, in display order; kept in memory until the staff change any
    content."""
    return tx.remembered("appointments", lambda: tuple(
        appointment_of(tx, body) for body in content_items.bodies(tx, "appointment")))


def read_all(tx: ReadTransaction) -> object:
    """All that the staff write of the queue, as residents see it."""
    return guide(tx), offers(tx)


def are_there(tx: ReadTransaction) -> bool:
    """Whether anything can be booked yet."""
    return bool(offers(tx))


def seed(tx: WriteTransaction, written: dict[str, Any]) -> None:
    """Writes a seed file's `[[appointments]]`. KeyError or ValueError where it is wrong."""
    for body in written.get("appointments", ()):
        # A centre that had its content before may do other services.
        if guide(tx).service(body["service"]):
            put(tx, body["service"], body)


def put(tx: WriteTransaction, item: str, body: dict[str, Any]) -> None:
    """Writes what can be booked of a service, with its places. Refuses with `claimed_already` where
    fewer would be left than are booked; KeyError or ValueError where the body is wrong."""
    places.put(tx, appointment_of(tx, body))
    content_items.put(tx, "appointment", item, body)


def appointment_of(tx: ReadTransaction, body: dict[str, Any]) -> AppointmentOffer:
    """What can be booked, from its body. KeyError or ValueError where it is wrong. A service that
    nobody does now is out of sight here too."""
    centre = guide(tx)
    service = centre.service(body["service"])
    if service is None:
        raise ValueError(f"no such service: {body['service']}")
    hours = centre.hours_of(service)
    offered = centre.offered(service.id) and centre.counters_of(service.queue_id)
    return AppointmentOffer(
        id=service.id,
        queue_id=service.queue_id,
        title=text_of(body["title"]),
        where=centre.centre.centre,
        hours=OpeningHours.parse(body["hours"]).within(hours) if "hours" in body else hours,
        holidays=centre.centre.holidays,
        capacity=body.get("places", 2),
        slot=timedelta(minutes=body.get("slot", 30)),
        max_days_ahead=body.get("ahead", 7),
        min_notice=timedelta(minutes=body.get("lead", 60)),
        hidden=bool(body.get("hidden")) or not offered,
    )
