"""Groups of one to five who want the last places of an activity, and a plain count of them."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from db.engine.bearer_codes import hidden
from db.reservations import bookings, places, waitlist
from kiosk.actions.activities import change_people, give_up, join, register, take_offer
from kiosk.actions.activities.area import AREA_OF_ACTIVITIES, RULES
from kiosk.actions.reservations.area import occupied_in
from kiosk.context import AppContext
from kiosk.domain.activities.activities import ACTIVITIES, Activity, Session
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Phase
from kiosk.domain.reservations.places import Reservation, available
from kiosk.domain.reservations.waiting import is_kept
from tests.support.activities import SATURDAY, asked, rewritten, session_at, with_activities
from tests.support.guarantees.crowd import Centre
from tests.support.guarantees.processes import Told, think

LARGEST = 5


def with_places(ctx: AppContext, capacity: int) -> AppContext:
    """A centre whose class on Saturday has so many places."""
    with_activities(ctx)
    rewritten(ctx, "papercut", capacity=capacity)
    return ctx


def crowd(centre: Centre, groups: int, seed: int, over: Any = None) -> Told:
    """So many groups come one after the other: each registers or waits, some give up again. Tells
    the code and size of each, and every trouble somebody saw."""
    ctx, chance = centre.ctx(), random.Random(seed)
    labels, troubles, mine = [], [], []
    for _ in range(groups):
        time.sleep(chance.random() / 500)
        people = chance.randint(1, LARGEST)
        try:
            mine.append((_comes(ctx, people), people))
            if chance.random() < 0.3:
                goes = mine[chance.randrange(len(mine))]
                give_up(ctx, goes[0])
                # Whoever was offered places just then has them, and is counted.
                mine.remove(goes)
        except Refusal as refusal:
            # Between looking and doing somebody else was quicker.
            if refusal.code not in ("no_places", "there_is_room", "claim_changed"):
                troubles.append(repr(refusal))
        except Exception as trouble:  # noqa: BLE001 - whatever it is, somebody would see it
            troubles.append(repr(trouble))
    labels = [f"{code} {people}" for code, people in mine]
    ctx.database.close()
    return Told(tuple(labels), tuple(troubles))


def _comes(ctx: AppContext, people: int) -> str:
    try:
        return register(ctx, asked(people)).code
    except Refusal as refusal:
        if refusal.code != "no_places":
            raise
        return join(ctx, asked(people)).code


def careless(centre: Centre, groups: int, seed: int, over: Any = None) -> Told:
    """The same by somebody who looks first, thinks, and writes: the negative control."""
    ctx, chance = centre.ctx(), random.Random(seed)
    labels = []
    for n in range(groups):
        people = chance.randint(1, LARGEST)
        with ctx.database.read() as tx:
            activity, session = _class(tx, ctx)
            free = _free(tx, activity, session)
        think()
        if free >= people:
            code = f"{seed}-{n}"
            with ctx.database.write() as tx:
                places.add(tx, Reservation.of(
                    activity, hidden(ctx.secret, code), session.starts_at, session.ends_at,
                    people), activity, code)
            labels.append(f"{code} {people}")
    ctx.database.close()
    return Told(tuple(labels), ())


def _class(tx: Any, ctx: AppContext) -> tuple[Activity, Session]:
    activity = AREA_OF_ACTIVITIES.known(tx, "papercut")
    return activity, session_at(ctx, SATURDAY)


def _free(tx: Any, activity: Activity, session: Session) -> int:
    time = session.starts_at, session.ends_at
    return available(activity, occupied_in(tx, activity, *time), *time)


def wrong_in(ctx: AppContext, told: list[Told]) -> Iterator[str]:
    """What is wrong after the crowd: places sold twice, groups that were split or lost, and places
    unsold that a waiting group fits, unless they are kept for one passed over too often."""
    with ctx.database.read() as tx:
        activity, session = _class(tx, ctx)
        line = waitlist.line(tx, ACTIVITIES, activity.id, session.starts_at)
        reserved = tx.column(places.ReservationRow.select(places.ReservationRow.seats).where(
            (places.ReservationRow.resource_id == activity.id)
            & (places.ReservationRow.state << ["held", "confirmed"])))
        if sum(reserved) > activity.capacity:
            yield f"oversold: {sum(reserved)} of {activity.capacity}"
        free = activity.capacity - sum(reserved)
        if any(one.seats <= free for one in line) and not is_kept(
                line, activity.capacity, RULES, ctx.clock()):
            yield f"unsold: {free}, and {[one.seats for one in line]} wait"
        labels = [label for one in told for label in one.labels]
        if len(reserved) + len(line) != len(labels):
            yield f"lost: {len(reserved)} have places, {len(line)} wait, {len(labels)} came"
        for label in labels:
            code, people = label.split()
            booked = bookings.by_code(tx, hidden(ctx.secret, code))
            waits = waitlist.by_code(tx, hidden(ctx.secret, code))
            seats = booked.reservation.seats if booked else waits.seats if waits else None
            if seats != int(people):
                yield f"split: {people} came as {seats}"


def all_leave(ctx: AppContext, told: list[Told]) -> None:
    """Every group gives up what it has, for the next run."""
    for label in (label for one in told for label in one.labels):
        with suppress(Refusal):
            give_up(ctx, label.split()[0])


@dataclass
class PlainCount:
    """The oracle: places counted one by one, by the rule as one would say it to a neighbour."""

    capacity: int
    booked: dict[str, int] = field(default_factory=dict)
    held: dict[str, int] = field(default_factory=dict)
    # Code, people, and how often others went before.
    line: list[list[Any]] = field(default_factory=list)

    @property
    def free(self) -> int:
        return self.capacity - sum(self.booked.values()) - sum(self.held.values())

    @property
    def kept(self) -> bool:
        return any(passed >= RULES.max_passed for _, _, passed in self.line)

    def offers(self) -> None:
        """Places that are free go to the first group that fits, until one waited too long."""
        n = 0
        while n < len(self.line):
            code, people, _ = self.line[n]
            if any(one[2] >= RULES.max_passed for one in self.line[:n]):
                return
            if people <= self.free:
                self.held[code] = people
                del self.line[n]
                for one in self.line[:n]:
                    one[2] += 1
            else:
                n += 1

    def comes(self, people: int) -> bool:
        """Whether a new group has its places."""
        had = people <= self.free and not self.kept
        if had:
            self.passes()
        return had

    def grows(self, code: str, people: int) -> bool:
        """Whether a group can be so many."""
        more = people - self.booked[code]
        if more > 0 and (more > self.free or self.kept):
            return False
        if more > 0:
            self.passes()
        self.booked[code] = people
        self.offers()
        return True

    def passes(self) -> None:
        """Somebody new went before all who wait."""
        for one in self.line:
            one[2] += 1

    def goes(self, code: str) -> None:
        """A group gives up whatever it has."""
        self.booked.pop(code, None)
        self.held.pop(code, None)
        self.line = [one for one in self.line if one[0] != code]
        self.offers()


def differences(ctx: AppContext, deeds: int, seed: int) -> list[str]:
    """Does so many random things, until the centre and the plain count do not agree: where."""
    chance = random.Random(seed)
    with ctx.database.read() as tx:
        count = PlainCount(AREA_OF_ACTIVITIES.known(tx, "papercut").capacity)
    for n in range(deeds):
        deed = _deed(ctx, chance, count)
        with ctx.database.read() as tx:
            activity, session = _class(tx, ctx)
            line = [(one.seats, one.passed) for one in waitlist.line(
                tx, ACTIVITIES, activity.id, session.starts_at)]
            free = _free(tx, activity, session)
        if (free, line) != (count.free, [(people, passed) for _, people, passed in count.line]):
            return [f"deed {n}, {deed}: {free=} {line=} {count=}"]
    return []


def _deed(ctx: AppContext, chance: random.Random, count: PlainCount) -> str:
    people, known = chance.randint(1, LARGEST), [*count.booked, *count.held, *(
        one[0] for one in count.line)]
    kind = chance.choice(("come", "come", "wait", "go", "change", "take"))
    if kind == "come" or (kind == "wait" and len(count.line) < 12):
        _arrives(ctx, count, people, waits=kind == "wait")
    elif kind == "go" and known:
        code = chance.choice(known)
        give_up(ctx, code)
        count.goes(code)
    elif kind == "change" and count.booked:
        code = chance.choice(list(count.booked))
        did = _tries(lambda: change_people(ctx, code, people))
        if (did is not None) != count.grows(code, people):
            return f"change to {people}: {did}"
    elif kind == "take" and count.held:
        code = chance.choice(list(count.held))
        assert take_offer(ctx, code).booking.phase is Phase.BOOKED
        count.booked[code] = count.held.pop(code)
    return f"{kind} {people}"


def _arrives(ctx: AppContext, count: PlainCount, people: int, *, waits: bool) -> None:
    had = None if waits else _tries(lambda: register(ctx, asked(people)))
    if had:
        count.comes(people)
        count.booked[had.code] = people
    elif waits:
        line = _tries(lambda: join(ctx, asked(people)))
        if line:
            count.line.append([line.code, people, 0])


def _tries(action: Any) -> Any:
    try:
        return action()
    except Refusal as refusal:
        if refusal.code not in ("no_places", "there_is_room"):
            raise
        return None
