"""Ratings by chance, and whoever looks at all that the desk shows: nobody learns of whom one is."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
from peewee import IntegrityError
from structlog.testing import capture_logs

from db.engine import event_log
from db.engine.encryption import Unreadable
from db.ratings import queries as stored
from kiosk.actions import ratings
from kiosk.actions.operations import backups
from kiosk.actions.operations.personal_records import correct_person, erase_person, find_person
from kiosk.actions.ratings import giving, scheduled
from kiosk.actions.ratings.resident import CONTACT
from kiosk.actions.ratings.statistics import count, summed_up
from kiosk.actions.statistics import see
from kiosk.context import AppContext
from kiosk.domain.guessing import from_device
from kiosk.domain.queue.tickets import Ticket
from kiosk.domain.rating import LEVELS
from kiosk.domain.ratings import rating_sums
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role, StaffSession
from kiosk.domain.statistics.daily_statistics import FEWEST, Span
from tests.support.centre import AFTERNOON, Clock, clerk, small_centre
from tests.support.guarantees import thief
from tests.support.ratings import served
from tests.support.volunteer_help import coordinator

SEED = 20261016
SERVICES = {1: ("pension", "capped"), 2: ("medical", "medical", "card"), 3: ("medical",)}
TAGS = (*rating_sums.TAGS, "made up")
PHONE, SAID, ADDED, ANSWER = "13912340986", "窗口那位姓欧阳的", "等了两个半钟头", "跟窗口谈过了"
CLEAR = "诸葛慕云"
FRIDAY = 4
# A count that leaves nothing out, and a rating that is told by itself.
SUMS, ONE = stored.sums, rating_sums.RatingSum("medical", 2, (1, 0, 0, 0, 0))
Look = dict[tuple[object, ...], int]


class Submissions:
    """Residents who rate in any way, rightly or not, and somebody who looks after each of them."""

    def __init__(self, ctx: AppContext, clock: Clock, seed: int) -> None:
        self.ctx, self.clock, self.chance = ctx, clock, random.Random(seed)
        self.at = {n: clerk(ctx, n, f"小{n}") for n in SERVICES}
        self.manager = coordinator(ctx, Role.MANAGER, "主任")
        self.tokens = {n: ratings.bind_tablet(
            ctx, n, ratings.tablet_code(ctx, self.at[n], n), from_device("t", str(n)))
            for n in SERVICES}
        self.tickets: list[Ticket] = []
        self.given: dict[int, tuple[str, int, int]] = {}
        self.looks: list[Look] = []

    def run(self, steps: int) -> Submissions:
        """So many submissions."""
        for _ in range(steps):
            if not self.tickets or self.chance.random() < 0.6:
                self.serve()
            if self.chance.random() < 0.03:
                self.next_morning()
            self.clock.pass_(seconds=self.chance.choice((1, 5, 50)))
            self.submit()
            self.look()
        return self

    def next_morning(self) -> None:
        """The next working day of a week begins, and what fell due."""
        days = 3 if self.clock().weekday() == FRIDAY else 1
        self.clock.now = (self.clock() + timedelta(days=days)).replace(hour=9, minute=0)
        self.look()
        scheduled.run_due(self.ctx)
        self.look()

    def serve(self) -> None:
        """Another number is done."""
        counter = self.chance.choice(tuple(SERVICES))
        service = self.chance.choice(SERVICES[counter])
        try:
            self.tickets.append(served(self.ctx, self.at[counter], service).ticket)
        except Refusal:
            # The hours of a service are over, or its numbers of the day.
            self.tickets.append(served(self.ctx, self.at[counter], SERVICES[counter][0]).ticket)

    def submit(self) -> None:
        """Somebody rates one of the last numbers."""
        ctx, ticket = self.ctx, self.chance.choice(self.tickets[-8:])
        level, counter = self.chance.choice((*LEVELS, *LEVELS, 0, 6)), ticket.counter or 0
        tags = frozenset(self.chance.sample(TAGS, self.chance.randint(0, 3)))
        text = self.chance.choice(("", "", "", "说一句", "说一句", "长" * 301, "\u202e"))
        ways: list[Callable[[], object]] = [
            lambda: ratings.rate(ctx, ticket.code, level, tags, text),
            lambda: ratings.rate_at_tablet(ctx, counter, self.tokens[counter], ticket.id, level),
            lambda: ratings.rate_by_number(ctx, ticket.id, level),
            lambda: ratings.add(ctx, ticket.code, text, self.chance.choice(("", PHONE, "12"))),
        ]
        way = self.chance.randrange(len(ways))
        try:
            ways[way]()
        except Refusal as refusal:
            assert refusal.code  # noqa: PT017  # each is a kind answer, none a fault
        else:
            if way < 3:
                assert ticket.id not in self.given, "rated twice"
                self.given[ticket.id] = (ticket.service_id, counter, level)

    def look(self) -> None:
        """All that anybody at a desk may see of the sums, each by how many ratings it is of."""
        ctx = self.ctx
        seen: Look = {("own", n): (ratings.desk(ctx, at).own or rating_sums.RatingSum()).rated
                      for n, at in self.at.items()}
        seen["total",] = ratings.desk(ctx, self.manager).total.rated
        today = self.clock().date()
        with ctx.database.read() as tx:
            first = stored.first_day(tx) or today
            days = [first + timedelta(days=n) for n in range((today - first).days + 1)]
            counted = [(day, count(tx, day, self.clock(), self.clock())) for day in days]
            for span, of in ((today, counted[-1:]), (Span.MONTH, counted)):
                told = summed_up(tx, of, "zh_CN")
                seen[span, "total"] = told.total.rated
                for name in ("days", "services", "counters"):
                    seen |= {(span, name, key): one.rated
                             for key, one in getattr(told, name).items()}
        self.looks.append(seen)

    def learned(self) -> list[object]:
        """What differs by fewer than five: a sum, a sum before and after a rating, one sum and
        those that it is made of."""
        found: list[object] = []
        for before, after in itertools.pairwise([{}, *self.looks]):
            for key in before.keys() | after.keys():
                few = 0 < abs(after.get(key, 0) - before.get(key, 0)) < FEWEST
                found += [key] * few
            for name in ("services", "counters"):
                of = [n for key, n in after.items() if key[:2] == (Span.MONTH, name)]
                left = [after[Span.MONTH, "total"] - sum(some)
                        for size in range(len(of) + 1) for some in itertools.combinations(of, size)]
                found += [name for n in left if 0 < n < FEWEST]
        return found

    def miscounted(self) -> Counter[int]:
        """By how much what is counted and what waits differ from a plain count, by level."""
        with self.ctx.database.read() as tx:
            sums = stored.sums(tx, AFTERNOON.date(), self.clock().date() + timedelta(days=1))
            held = stored.pool(tx)
        counted: Counter[int] = Counter()
        for one in sums:
            counted.update(dict(enumerate(one.levels, 1)))
        waiting = giving.waiting_in(self.ctx, held) if held else ()
        counted.update(one.level for one in waiting)
        plain = Counter(level for *_, level in self.given.values())
        return Counter({key: counted[key] - plain[key]
                        for key in counted | plain if counted[key] != plain[key]})

    def leaks(self) -> list[str]:
        """Lines of the log that tell more of a rating than that there was one."""
        with self.ctx.database.read() as tx:
            lines = [one for one in event_log._all(tx) if one["action"] in (
                "rate", "add_to_rating", "leave_rating_phone")]
        assert len(lines) == len(self.given)
        return [one["action"] for one in lines
                if (one["ticket_id"], one["counter"], one["actor"], one["details"]) != (
                    None, None, giving.RESIDENT, "{}")]

    def in_order_of_coming(self) -> bool:
        """Whether the rows of marks lie in the order in which they came."""
        with self.ctx.database.read() as tx:
            rows = [one[0] for one in tx.database.peewee.execute_sql(
                "SELECT mark FROM rated_ticket").fetchall()]
        came = {giving.mark_of(self.ctx, t): n for n, t in enumerate(self.tickets)}
        return [came[one] for one in rows] == sorted(came[one] for one in rows)


def troubles(made: Submissions) -> list[str]:
    """What is not as it was promised."""
    return [name for name, bad in (
        ("learned", made.learned()), ("miscounted", made.miscounted()), ("leaks", made.leaks()),
        ("order", made.in_order_of_coming())) if bad]


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_whoever_looks_after_each_rating_learns_nothing_of_fewer_than_five(
    ctx: AppContext, clock: Clock
) -> None:
    made = Submissions(ctx, clock, SEED).run(150)
    assert len(made.given) > 40 and made.looks[-1]["total",] > 20
    assert troubles(made) == []


def test_of_tablet_and_phone_at_once_the_first_counts_and_the_other_is_told(
    ctx: AppContext
) -> None:
    at = clerk(ctx, 2)
    token = ratings.bind_tablet(ctx, 2, ratings.tablet_code(ctx, at, 2), from_device("t", "2"))
    mine, barrier = served(ctx, at).ticket, Barrier(6)

    def rates(n: int) -> str:
        barrier.wait()
        try:
            if n % 2:
                ratings.rate(ctx, mine.code, 1 + n % 5)
            else:
                ratings.rate_at_tablet(ctx, 2, token, mine.id, 1 + n % 5)
        except Refusal as refusal:
            return refusal.code
        return "counted"

    with ThreadPoolExecutor(6) as pool:
        became = Counter(pool.map(rates, range(6)))
    assert became == {"counted": 1, "rated_already": 5}
    with ctx.database.read() as tx:
        held = stored.pool(tx)
    assert held and len(giving.waiting_in(ctx, held)) == 1


@pytest.mark.soak
@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_ten_thousand_submissions_count_once_and_name_nobody(
    ctx: AppContext, clock: Clock
) -> None:
    seed = random.SystemRandom().randrange(10 ** 6)
    print(f"seed {seed}")
    assert troubles(Submissions(ctx, clock, seed).run(10_000)) == []


@pytest.mark.parametrize(("where", "name", "instead", "trouble"), [
    (stored, "sums", lambda tx, first, last: (*SUMS(tx, first, last), ONE), "learned"),
    (giving, "told", lambda pool: ((rating_sums.RatingSum(None, None, (0, 0, 0, 1, 4)),), ()),
     "miscounted"),
    (giving, "RESIDENT", "tablet:2", "leaks"),
])
@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_control_what_tells_of_somebody_is_noticed(
    ctx: AppContext, clock: Clock, monkeypatch: pytest.MonkeyPatch, where: object, name: str,
    instead: object, trouble: str,
) -> None:
    was = giving.RESIDENT
    monkeypatch.setattr(where, name, instead)
    if trouble == "leaks":
        monkeypatch.setattr("kiosk.actions.ratings.resident.RESIDENT", instead)
        monkeypatch.setattr("kiosk.actions.ratings.hall.RESIDENT", instead)
    made = Submissions(ctx, clock, SEED).run(40)
    monkeypatch.setattr(giving, "RESIDENT", was)
    assert trouble in troubles(made)


def test_control_the_schema_itself_takes_no_sum_of_four(sqlite_ctx: AppContext) -> None:
    four = rating_sums.RatingSum("medical", 2, (0, 0, 0, 0, 4))
    with pytest.raises(IntegrityError), sqlite_ctx.database.write() as tx:
        stored.add_sums(tx, AFTERNOON.date(), [four])


def test_control_a_mark_that_is_not_looked_at_lets_a_number_be_rated_twice(
    sqlite_ctx: AppContext, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "add_mark", lambda *_: True)
    with pytest.raises(AssertionError, match="rated twice"):
        Submissions(sqlite_ctx, clock, SEED).run(40)


# ---- what was said, and whom to call


def says(ctx: AppContext, at: StaffSession, manager: StaffSession, clock: Clock) -> str:
    """Somebody is not content, leaves a telephone, and is answered; the mark of that."""
    code = served(ctx, at).ticket.code
    ratings.rate(ctx, code, 1, frozenset({"slow"}), SAID)
    ratings.leave_phone(ctx, code, PHONE)
    ratings.add(ctx, code, ADDED, own=True)
    clock.pass_(days=3)
    (told,) = ratings.desk(ctx, manager).told
    ratings.see_phone(ctx, manager, told.mark)
    ratings.answer(ctx, manager, told.mark, ANSWER)
    return told.mark


def those_in(raw: bytes) -> set[str]:
    """What of it is in some bytes."""
    return {one for one in (PHONE, SAID, ADDED, ANSWER, CLEAR) if one.encode() in raw}


def in_files(ctx: AppContext, folder: Path) -> set[str]:
    """What of it lies in the files: database, write-ahead log, keys, backups, logs."""
    return those_in(b"\n".join(one.read_bytes()
                               for one in (*thief.files(folder), *thief.tables(ctx))))


def test_a_telephone_and_what_was_said_stand_nowhere_in_clear_and_go_for_good(
    small_url: str, tmp_path: Path, clock: Clock
) -> None:
    ctx = small_centre(small_url, tmp_path / "data", clock)
    at, manager = clerk(ctx, 2), coordinator(ctx, Role.MANAGER, "主任")
    with capture_logs() as lines:
        mark = says(ctx, at, manager, clock)
    assert those_in(str(lines).encode()) == set()
    assert in_files(ctx, tmp_path) == set()
    backup = backups.back_up(ctx)
    assert those_in(thief.unpacked(ctx, backup)) == set()
    seen = see(ctx, manager, Span.MONTH, 0, "zh_CN")
    assert those_in(repr(seen).encode()) == set()
    with ctx.database.read() as tx:
        assert those_in(repr(list(event_log._all(tx))).encode()) == set()
        note = stored.note(tx, mark)
    assert note and note.contact and note.story
    assert ctx.vault.decrypt(note.contact, CONTACT.format(mark)) == PHONE
    # Whoever asks by the telephone finds it; what was said the manager alone reads.
    found = find_person(ctx, manager, PHONE, "zh_CN")
    assert "rating" in repr(found) and SAID not in repr(found)
    assert correct_person(ctx, manager, PHONE, "", "13912340987") == 1
    assert sum(erase_person(ctx, manager, "13912340987").values()) == 1
    for sealed in (note.contact, note.story):
        with pytest.raises(Unreadable):
            ctx.vault.decrypt(sealed, CONTACT.format(mark))
    # The control: what is written in clear is found.
    with ctx.database.write() as tx:
        stored.keep_note(tx, stored.RatingNote(mark, clock().date(), None, frozenset({CLEAR})))
    assert not ctx.database.is_sqlite or in_files(ctx, tmp_path) == {CLEAR}
    ctx.database.close()
