"""Every table in which something of a person stands is deleted by age, and answers who asks."""

from __future__ import annotations

from collections.abc import Iterable

import peewee
import pytest

from db.engine.column_types import SealedField
from kiosk.actions.areas import AREAS
from kiosk.area import Area
from tests.db.test_schema import MODELS

# What columns with something of a person are called, encrypted or not.
NAMES = ("name", "phone", "telephone", "owner_index", "person_index", "encrypted_person",
         "said", "sealed", "address", "title", "email")
# Tables with such a column and nobody's records, and why.
NOBODYS = {
    "account": "a colleague; admins keep the accounts",
    "kiosk": "what a machine says of itself",
    "rating_pool": "ratings that wait to be counted, without whose they are",
    "notification_channel": "where the centre sends its own notices",
    "reservation_series": "what the staff plan for the centre",
}
# Found by nobody's telephone: a place in line keeps a mark of the browser alone, a reading is its
# owner's by a card without a name, and a text on its way to a phone is not told yet.
WITHOUT_PHONE = {"waitlist_entry", "care_reading", "case_draft"}


def personal(models: Iterable[type[peewee.Model]]) -> set[str]:
    """The tables in which something of a person stands."""
    return {
        model._meta.table_name for model in models
        if any(isinstance(one, SealedField) or one.column_name in NAMES
               for one in model._meta.sorted_fields)
    } - set(NOBODYS)


def uncovered(models: Iterable[type[peewee.Model]], areas: Iterable[Area]) -> list[str]:
    """What is kept for ever, or told to nobody; and what an area names and is none."""
    tables, areas = personal(models), tuple(areas)
    aged = {table for area in areas for rule in area.retention or () for table in rule.tables}
    told = {table for area in areas if area.records for table in area.records.tables}
    return sorted(
        [f"{one}: kept for ever" for one in tables - aged]
        + [f"{one}: in no records" for one in tables - told - WITHOUT_PHONE]
        + [f"{one}: nothing personal" for one in (aged | told) - tables])


def test_every_table_with_something_personal_is_covered() -> None:
    assert uncovered(MODELS, AREAS) == []


class DiaryRow(peewee.Model):
    """A planted table."""

    wrote = SealedField()

    class Meta:
        table_name = "diary"


class GuestRow(peewee.Model):
    """Another, in clear."""

    phone = peewee.TextField()

    class Meta:
        table_name = "guest"


@pytest.mark.parametrize("planted", [DiaryRow, GuestRow])
def test_control_a_planted_table_is_named(planted: type[peewee.Model]) -> None:
    name = planted._meta.table_name
    assert uncovered([*MODELS, planted], AREAS) == [f"{name}: in no records",
                                                    f"{name}: kept for ever"]


def test_control_an_area_that_keeps_to_itself_is_named() -> None:
    others = [area for area in AREAS if area.name != "volunteers"]
    tables = ("help_message", "help_photo", "help_request", "help_visit", "volunteer")
    assert uncovered(MODELS, others) == [
        f"{table}: {what}" for table in tables for what in ("in no records", "kept for ever")]
