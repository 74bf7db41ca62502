"""Records of blood pressure for medical staff: making a card, opening a record, entering a reading.

A record is opened by its card each time anew: no page leads from one record to another.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import datetime
from urllib.parse import urlsplit

import structlog

from db.care import queries as care, readings as stored
from db.care.readings import CareRecord
from db.engine.bearer_codes import hidden, key_index, shown
from db.engine.database import ReadTransaction
from db.engine.encryption import Unreadable
from kiosk.actions.acting import Act, acting
from kiosk.actions.care.results import EnteredReading, RecordView
from kiosk.actions.content.centre import guide
from kiosk.assets import ASSETS
from kiosk.context import AppContext
from kiosk.devices.documents.care_card import CareCard, draw
from kiosk.domain.care.blood_pressure import (
    LETTERS,
    LETTERS_LONG,
    SECOND_AFTER,
    KeptReading,
    Level,
    Reading,
    is_doubtful,
    letters_of,
    newest,
    verify,
)
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import MAY_MEASURE, StaffSession

# What a reading is encrypted for.
SEALED_OF = "care reading {}"
# An urgent reading so soon after another urgent one is the second already.
IS_SECOND = 4 * SECOND_AFTER


def make_record(ctx: AppContext, session: StaffSession, key: str) -> RecordView:
    """A new record, whose it is nobody writes down; the same key is the same record.

    Refuses with `not_allowed`.
    """
    with acting(ctx, session, MAY_MEASURE) as act:
        made = stored.by_request(act.tx, key_index(ctx.secret, key))
        if made:
            act.without_event("it was made already")
        else:
            made = stored.make(act.tx, hidden(ctx.secret, ctx.codes()), _letters(act),
                               key_index(ctx.secret, key), act.now.date())
            act.log("make_care_record", record=made.id)
        return view(ctx, act.tx, made)


def open_record(ctx: AppContext, session: StaffSession, card: str) -> RecordView:
    """The record of a card that was scanned or typed: that it was looked at is written down, and
    a try that found none too.

    Refuses with `not_allowed`, `no_such_card`.
    """
    with acting(ctx, session, MAY_MEASURE) as act:
        record = _find(ctx, act.tx, card)
        if record is None:
            act.log("wrong_card")
        else:
            act.log("see_readings", record=record.id)
        seen = view(ctx, act.tx, record) if record else None
    if seen is None:
        raise Refusal("no_such_card")
    return seen


def card_sheet(ctx: AppContext, session: StaffSession, card: str, language: str) -> bytes:
    """The card of a record, a PDF of A7: printing it is a look at the record.

    Refuses as `open_record`, and with `no_address`.
    """
    record, words = open_record(ctx, session, card), ctx.words[language]
    url = ctx.settings.lasting_link(f"/m/{record.code}")
    return draw(CareCard(
        centre=guide(ctx).centre.centre.in_(language), title=words("care_card.title"),
        scan=words("care_card.scan"), typed=words("care_card.typed"), letters=record.letters,
        keep=words("care_card.keep"), url=url, host=urlsplit(url).netloc,
    ), ASSETS)


def enter_reading(
    ctx: AppContext, session: StaffSession, card: str, key: str, reading: Reading, *,
    is_sure: bool = False,
) -> EnteredReading:
    """Enters a reading into the record of a card; the same key is the same reading.

    Refuses with `not_allowed`, `no_such_card`, as `verify` does, and with `reading_doubtful`
    where it looks like a slip of the finger and nobody `is_sure`: nothing was entered then.
    """
    with acting(ctx, session, MAY_MEASURE) as act:
        record = _find(ctx, act.tx, card)
        if record is None:
            raise Refusal("no_such_card")
        before = view(ctx, act.tx, record)
        known_id = stored.id_of_request(act.tx, key_index(ctx.secret, key))
        known = next((one.reading for one in before.kept if one.id == known_id), None)
        if known:
            act.without_event("it was entered already")
            return _entered(before, known, [one for one in before.readings if one != known])
        verify(reading, act.now)
        if not is_sure and is_doubtful(reading, newest(before.kept)):
            raise Refusal("reading_doubtful")
        _write(act, record, key, reading)
        return _entered(view(ctx, act.tx, record), reading, before.readings)


def view(ctx: AppContext, tx: ReadTransaction, record: CareRecord) -> RecordView:
    """A record with all that is in it."""
    kept = [KeptReading(id_, _opened(ctx, id_, measured))
            for id_, measured in stored.of_record(tx, record.id)]
    far = datetime.max.replace(tzinfo=ctx.clock().tzinfo)
    kept.sort(key=lambda one: one.reading.at if one.reading else far)
    return RecordView(
        tx.version, ctx.clock(), shown(ctx.secret, record.code),
        shown(ctx.secret, record.letters), tuple(kept), care.thresholds(tx),
    )


def _find(ctx: AppContext, tx: ReadTransaction, card: str) -> CareRecord | None:
    letters = letters_of(card)
    if letters:
        return stored.by_letters(tx, hidden(ctx.secret, letters))
    # A scanner types the address of the owner's page, or a person its last part.
    code = urlsplit(card.strip()).path.rsplit("/", 1)[-1]
    return stored.by_code(tx, hidden(ctx.secret, code)) if code else None


def _letters(act: Act) -> str:
    """Eight letters that no other card has."""
    while True:
        drawn = int.from_bytes(hashlib.sha256(act.ctx.codes().encode()).digest())
        letters = "".join(LETTERS[drawn // len(LETTERS) ** n % len(LETTERS)]
                          for n in range(LETTERS_LONG))
        kept = hidden(act.ctx.secret, letters)
        if stored.by_letters(act.tx, kept) is None:
            return kept


def _write(act: Act, record: CareRecord, key: str, reading: Reading) -> None:
    id_ = stored.add(act.tx, record, key_index(act.ctx.secret, key), act.now.date())
    text = json.dumps(asdict(reading) | {"at": reading.at.isoformat()})
    stored.write(act.tx, id_, act.ctx.vault.encrypt(act.tx, text, SEALED_OF.format(id_)))
    act.log("enter_reading", record=record.id)


def _opened(ctx: AppContext, id_: int, measured: str) -> Reading | None:
    of = SEALED_OF.format(id_)
    try:
        body = json.loads(ctx.vault.decrypt(measured, of))
    except Unreadable:
        structlog.get_logger().error("unreadable", of=of)
        return None
    return Reading(**body | {"at": datetime.fromisoformat(body["at"])})


def _entered(record: RecordView, reading: Reading, before: list[Reading]) -> EnteredReading:
    level = record.thresholds.level(reading)
    is_second = any(record.thresholds.level(one) is Level.URGENT
                    and SECOND_AFTER <= reading.at - one.at <= IS_SECOND for one in before)
    again = level is Level.URGENT and not is_second
    return EnteredReading(record, reading, level, reading.at + SECOND_AFTER if again else None)
