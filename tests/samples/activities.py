"""Samples: the activities of two weeks, one of them, registrations; for pictures and tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from kiosk.actions.activities.results import (
    ActivitiesNow,
    ActivityView,
    Registration,
    SessionNow,
)
from kiosk.actions.reservations import BookingView, WaitlistView
from kiosk.domain.activities.activities import (
    Activity,
    ActivityKind,
    Every,
    Session,
    SessionPlan,
    SessionState,
    SessionStatus,
    ToBring,
    opens_on,
    week_of,
)
from kiosk.domain.calendar import TimeRange
from kiosk.domain.content.guide import Text
from kiosk.domain.queue.slips import SlipState
from kiosk.domain.reservations.bookings import (
    Booking,
    Phase,
    Source,
    WaitlistEntry,
    WaitlistState,
)
from kiosk.domain.reservations.places import AccessMode, Reservation, ReservationState
from tests.samples.centre import NOW

NO_TEXT = Text("", "")
HALL, CIVILITY = Text("活动室", "Activity room"), Text("文明宣传服务队", "Civility team")
BRING = (
    ToBring("tool", Text("小剪刀", "Scissors"), Text("圆头的，没有就用这里的", "or use ours")),
    ToBring("search", Text("老花镜", "Glasses"), Text("看近处要戴的，带上", "if you need them")),
)


def activity(
    id_: str, zh: str, en: str, kind: ActivityKind, capacity: int = 20,
    access: AccessMode = AccessMode.SLOTS, bring: tuple[ToBring, ...] = BRING,
) -> Activity:
    """An activity with everything there is to say of it."""
    return Activity(
        id=id_, icon="heart-handshake", kind=kind, title=Text(zh, en), about=Text(
            "老师教着剪一张窗花，剪好带回家。\n没剪过也能来，孩子要有大人陪。",
            "A paper-cut for the window to take home.\nChildren come with an adult."),
        whom=Text("大人孩子都能来", "Everybody is welcome"), where=NO_TEXT, bring=bring,
        team="civility", room="activity",
        takes_room=True, picture="", paper="", capacity=capacity, access=access,
        max_per_booking=5, max_days_ahead=14,
        plan=SessionPlan(date(2026, 1, 3), TimeRange.parse("10:00-11:30"), Every.WEEK, (5,), None,
                         skips_holidays=True),
    )


def session(
    found: Activity, starts_at: datetime, minutes: int = 90,
    state: SessionState = SessionState.PLANNED, reason: str = "", was_at: datetime | None = None,
) -> Session:
    """One date of an activity."""
    return Session(int(starts_at.timestamp()) % 99991, found.id, starts_at, starts_at,
                   starts_at + timedelta(minutes=minutes), state, False, was_at, reason, "", None,
                   0, NOW, 0)


def stands(
    found: Activity, starts_at: datetime, status: SessionStatus, left: int = 0, *,
    waiting: int = 0, where: Text = HALL, team: Text = CIVILITY, **more: object,
) -> SessionNow:
    """A session as it stands."""
    held = session(found, starts_at, **more)  # type: ignore[arg-type]
    return SessionNow(held, found, status, left, found.capacity - left, waiting,
                      opens_on(found, held), where, team)


def at(days: int, hour: int, minute: int = 0) -> datetime:
    """A time so many days after the samples' Thursday."""
    return (NOW + timedelta(days=days)).replace(hour=hour, minute=minute)


EXERCISE = activity("baduanjin", "八段锦晨练", "Morning exercise", ActivityKind.HEALTH,
                    access=AccessMode.WALK_IN, bring=())
PRESSURE = activity("pressure", "免费量血压", "Free blood pressure", ActivityKind.HEALTH,
                    access=AccessMode.WALK_IN, bring=())
WRITING = activity("calligraphy", "书法课", "Calligraphy class", ActivityKind.CULTURE, 12)
PAPERCUT = activity("papercut", "剪纸课，剪窗花", "Paper cutting", ActivityKind.CULTURE)
CLASS = activity("party-class", "党课", "Party class", ActivityKind.TALKS, 40)
STORY = activity("story-time", "孩子故事会", "Story time", ActivityKind.CHILDREN, 15)
CLEANING = activity("clean-up", "院子大扫除", "Yard clean-up", ActivityKind.SERVICE, 30)
CARE = Text("义养小镇", "Care town")
MEDICAL = Text("医疗服务队", "Medical team")
SESSIONS = (
    stands(EXERCISE, at(0, 8, 30), SessionStatus.OVER, minutes=45,
           team=Text("敬老服务队", "Elders team")),
    stands(PRESSURE, at(0, 16), SessionStatus.WALK_IN, where=CARE, team=MEDICAL, minutes=60),
    stands(WRITING, at(0, 17), SessionStatus.FULL, waiting=2,
           where=Text("书画室", "Calligraphy room"), team=Text("教育服务队", "Education team")),
    stands(PAPERCUT, at(1, 10), SessionStatus.OPEN, 12),
    stands(STORY, at(2, 10), SessionStatus.NEAR, 2, where=Text("图书室", "Library"), minutes=60),
    stands(CLASS, at(4, 15), SessionStatus.OPEN, 31,
           where=Text("新时代文明实践站", "Practice station"), minutes=60),
    stands(PAPERCUT, at(8, 10), SessionStatus.EARLY, 20),
    stands(CLEANING, at(8, 8, 30), SessionStatus.CANCELLED, state=SessionState.CANCELLED,
           reason="预报有大雨", where=Text("社区门口集合", "At the door")),
)
NOW_ON = ActivitiesNow(1, NOW, week_of(NOW.date()), (1, 0, 1, 3, 1, 1, 0), SESSIONS, SESSIONS[1])
FEW = replace(NOW_ON, sessions=SESSIONS[:4])
QUIET = ActivitiesNow(1, NOW, week_of(NOW.date()), (0,) * 7, (), None)


def view(shown: SessionNow | None, of: Activity | None = None) -> ActivityView:
    """An activity with one of its sessions."""
    found = shown.activity if shown else of or PAPERCUT
    return ActivityView(1, NOW, found, shown, (), shown.where if shown else CARE,
                        shown.team if shown else MEDICAL)


VIEWS = {
    "open": view(SESSIONS[3]), "full": view(SESSIONS[2]), "walk_in": view(SESSIONS[1]),
    "over": view(SESSIONS[0]), "early": view(SESSIONS[6]), "cancelled": view(SESSIONS[7]),
    "late": view(stands(PAPERCUT, at(0, 16), SessionStatus.LATE, 4)),
    "running": view(stands(PAPERCUT, at(0, 14, 30), SessionStatus.RUNNING)),
    "no_date": view(None),
}


def registered(
    state: ReservationState = ReservationState.CONFIRMED, reason: str = "",
    held_until: datetime | None = None, of: Session | None = None,
    slip: SlipState = SlipState.NONE,
) -> Registration:
    """A registration as it stands."""
    held = of or SESSIONS[3].session
    wanted = Reservation.of(PAPERCUT, "kx3f", held.starts_at, held.ends_at, 2, state)
    made = Booking(replace(wanted, id=1), 6037, Source.KIOSK, None, "", reason, held_until, NOW,
                   NOW, 0)
    booking = BookingView(1, NOW, made, PAPERCUT, made.phase, False,
                          "http://192.168.1.20:8080/b/kx3f", slip)
    return Registration(1, NOW, PAPERCUT, HALL, booking, None, held,
                        held.was_at is not None, ())


def waits(state: WaitlistState = WaitlistState.WAITING, place: int = 2) -> Registration:
    """A place in the waiting list."""
    held = SESSIONS[3].session
    entry = WaitlistEntry("kx3f", "activities", "papercut", held.starts_at, held.ends_at, 2, None,
                          NOW, state, 6037)
    phase = Phase.WAITING if state is WaitlistState.WAITING else Phase.LAPSED
    line = WaitlistView(1, NOW, entry, PAPERCUT, phase, place, "http://192.168.1.20:8080/b/kx3f")
    return Registration(1, NOW, PAPERCUT, HALL, None, line, held, False,
                        ())


REGISTRATIONS = {
    "registered": registered(slip=SlipState.PRINTED),
    "no_paper": registered(slip=SlipState.TROUBLE),
    "no_printer": registered(),
    "waiting": waits(),
    "offered": registered(ReservationState.HELD, held_until=at(0, 20)),
    "given_up": registered(ReservationState.CANCELLED),
    "called_off": registered(
        ReservationState.CANCELLED, "下大雪，路滑", of=replace(
            SESSIONS[3].session, state=SessionState.CANCELLED, reason="下大雪，路滑")),
    "moved": registered(of=replace(SESSIONS[3].session, was_at=at(1, 9), reason="老师有事")),
    "missed": registered(ReservationState.RELEASED),
}
