"""One's own record: what its owner sees and does with the code of the card."""

from __future__ import annotations

from db.care import readings as stored
from db.care.readings import CareRecord
from db.engine.bearer_codes import hidden
from db.engine.database import ReadTransaction
from kiosk.actions.acting import acting
from kiosk.actions.care.records import view
from kiosk.actions.care.results import RecordView
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal


def own_readings(ctx: AppContext, code: str) -> RecordView:
    """The record of a code. Refuses with `no_such_record`."""
    with ctx.database.read() as tx:
        return view(ctx, tx, _of_code(ctx, tx, code))


def delete_readings(ctx: AppContext, code: str, reading_id: int | None = None) -> int:
    """Deletes a reading, or all of them at once: nobody can read it any more, from no backup
    either. Twice is once. Returns how many. Refuses with `no_such_record`."""
    with acting(ctx, "holder") as act:
        record = _of_code(ctx, act.tx, code)
        deleted = stored.delete(act.tx, record.id, reading_id)
        if deleted:
            act.log("delete_readings", record=record.id, readings=deleted)
        else:
            act.without_event("they were deleted already")
        return deleted


def _of_code(ctx: AppContext, tx: ReadTransaction, code: str) -> CareRecord:
    record = stored.by_code(tx, hidden(ctx.secret, code))
    if record is None:
        raise Refusal("no_such_record")
    return record
