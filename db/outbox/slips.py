"""The outbox of slips: what is still to be printed, kept until paper has it or time is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from peewee import (
    SQL,
    BigIntegerField,
    CompositeKey,
    Expression,
    IntegerField,
    Model,
    TextField,
    fn,
)

from db.engine.column_types import Param, PreparedQuery, instant_or_none, stored_instant
from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.row_mapper import RowMapper

FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(seconds=60)
# The trouble of a try that nobody saw the end of: the slip itself may be what ends it.
FAULT = "fault"
MOST_FAULTS = 3
# Due when nobody prints any more: it keeps its place in the index of what is to be printed.
SET_ASIDE_UNTIL = datetime(9000, 1, 1, tzinfo=UTC)
SHOWN_FOR = timedelta(days=1)


class SlipRow(Model):
    """A slip to be printed: the outbox. It is of one thing of a kind, such as a ticket."""

    kind = TextField()
    thing = BigIntegerField()
    kiosk = TextField()
    state = TextField()
    attempts = IntegerField(default=0)
    asked_at = BigIntegerField()
    next_at = BigIntegerField()
    trouble = TextField(null=True)
    language = TextField()

    class Meta:
        table_name = "slip"
        primary_key = CompositeKey("kind", "thing")


# Only what is still to be printed: ten years of printed slips cost nothing.
SlipRow.add_index(
    SlipRow.index(
        SlipRow.kiosk, SlipRow.asked_at, SlipRow.thing,
        where=SlipRow.state << ["queued", "trouble"], name="slips_to_print",
    )
)


@dataclass(frozen=True, slots=True)
class SlipJob:
    """A slip that is due: of `kind`, of the thing with the id `thing`. It was asked for at
    `asked_at`, by a tap or by 重新打印. `attempts` counts those before, `trouble` is that of the
    last one."""

    kind: str
    thing: int
    attempts: int
    asked_at: datetime
    language: str
    trouble: str | None

    @property
    def is_poison(self) -> bool:
        """Whether printing it failed by itself too often, and not by the printer."""
        return self.trouble == FAULT and self.attempts >= MOST_FAULTS


def _pause(attempts: int) -> timedelta:
    """How long a slip waits after a failure, with so many failures before it."""
    return min(FIRST_PAUSE * (1 << min(attempts, 6)), LONGEST_PAUSE)


JOBS = RowMapper(SlipJob, SlipRow)

ADD = PreparedQuery(
    lambda: SlipRow.insert(
        kind=Param("kind"), thing=Param("thing"), kiosk=Param("kiosk"), state="queued", attempts=0,
        asked_at=Param("now"), next_at=Param("now"), language=Param("language"),
    )
)
# Written as literals: PostgreSQL uses a partial index only where it can prove its condition.
TO_PRINT = SlipRow.state << [SQL("'queued'"), SQL("'trouble'")]
STATE = PreparedQuery(
    lambda: SlipRow.select(SlipRow.state)
    .where((SlipRow.kind == Param("kind")) & (SlipRow.thing == Param("thing")))
)
UPCOMING = PreparedQuery(
    lambda: SlipRow.select(fn.MIN(SlipRow.next_at))
    .where((SlipRow.kiosk == Param("kiosk")) & TO_PRINT)
)
NEXT = PreparedQuery(
    lambda: JOBS.select()
    .where(
        (SlipRow.kiosk == Param("kiosk"))
        & TO_PRINT
        & (SlipRow.next_at <= Param("now"))
    )
    .order_by(SlipRow.asked_at, SlipRow.thing).limit(1)
)


def add(
    tx: WriteTransaction, kind: str, thing: int, kiosk: str, language: str, now: datetime
) -> None:
    """Queues the slip of something new for a kiosk's printer."""
    tx.execute(ADD, kind=kind, thing=thing, kiosk=kiosk, language=language,
               now=stored_instant(now))


def again(tx: WriteTransaction, kind: str, thing: int, kiosk: str, now: datetime) -> None:
    """Queues a slip anew, whatever became of it."""
    tx.query(
        SlipRow.update(state="queued", attempts=0, asked_at=stored_instant(now),
                       next_at=stored_instant(now), kiosk=kiosk).where(_of(kind, thing))
    )


def due(tx: ReadTransaction, kiosk: str, now: datetime) -> SlipJob | None:
    """The oldest slip that this kiosk should print now."""
    return JOBS.first(tx.execute(NEXT, kiosk=kiosk, now=stored_instant(now)))


def upcoming(tx: ReadTransaction, kiosk: str) -> datetime | None:
    """When the first of all that this kiosk still has to print is due; None where it has none."""
    (next_at,) = tx.execute(UPCOMING, kiosk=kiosk).fetchone()
    return instant_or_none(next_at)


def printed(tx: WriteTransaction, job: SlipJob) -> None:
    """The paper has it."""
    tx.query(SlipRow.update(state="printed", trouble=None).where(_of(job.kind, job.thing)))


def dropped(tx: WriteTransaction, job: SlipJob) -> None:
    """Nobody waits for it at the touch screen any more."""
    tx.query(SlipRow.update(state="dropped").where(_of(job.kind, job.thing)))


def tried(tx: WriteTransaction, job: SlipJob, now: datetime) -> None:
    """A try begins. It is counted first, and others go before: also where the slip ends the process
    that prints it."""
    _count(tx, job, FAULT, now)


def failed(tx: WriteTransaction, job: SlipJob, trouble: str, now: datetime) -> None:
    """It did not print: tried again later, each time after a longer pause."""
    _count(tx, job, trouble, now, state="trouble")


def set_aside(tx: WriteTransaction, job: SlipJob) -> None:
    """It is not tried again, and stays to be seen."""
    tx.query(SlipRow.update(state="trouble", next_at=stored_instant(SET_ASIDE_UNTIL))
             .where(_of(job.kind, job.thing)))


def aside(tx: ReadTransaction, kiosk: str, now: datetime) -> int:
    """How many slips of a kiosk were set aside, of those asked for in the last 24 hours."""
    return int(tx.value(
        SlipRow.select(fn.COUNT(SlipRow.thing))
        .where((SlipRow.kiosk == kiosk) & TO_PRINT
               & (SlipRow.next_at == stored_instant(SET_ASIDE_UNTIL))
               & (SlipRow.asked_at >= stored_instant(now - SHOWN_FOR)))))


def waiting(tx: ReadTransaction) -> dict[str, int]:
    """How many slips are still to be printed, by kiosk; those set aside are not."""
    return dict(tx.query(
        SlipRow.select(SlipRow.kiosk, fn.COUNT(SlipRow.thing))
        .where(TO_PRINT & (SlipRow.next_at < stored_instant(SET_ASIDE_UNTIL)))
        .group_by(SlipRow.kiosk).tuples()))


def _count(tx: WriteTransaction, job: SlipJob, trouble: str, now: datetime,
           **more: str) -> None:
    tx.query(
        SlipRow.update(
            trouble=trouble, attempts=job.attempts + 1,
            next_at=stored_instant(now + _pause(job.attempts)), **more
        ).where(_of(job.kind, job.thing))
    )


def state_of(tx: ReadTransaction, kind: str, thing: int) -> str | None:
    """Where the slip of something stands; None where it has none."""
    row = tx.execute(STATE, kind=kind, thing=thing).fetchone()
    return row[0] if row else None


def _of(kind: str, thing: int) -> Expression:
    return (SlipRow.kind == kind) & (SlipRow.thing == thing)
