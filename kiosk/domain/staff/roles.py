"""Staff: roles, what each may do, and how long a session lasts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

IDLE_ON_WEB = timedelta(minutes=30)
IDLE_AT_KIOSK = timedelta(minutes=2)
LONGEST_SESSION = timedelta(hours=12)
PIN_DIGITS = 6


class Role(StrEnum):
    """Least privilege first."""

    REPRESENTATIVE = "representative"
    MEDIC = "medic"
    CLERK = "clerk"
    EDITOR = "editor"
    COORDINATOR = "coordinator"
    MANAGER = "manager"
    ADMIN = "admin"


MAY_CALL = frozenset({Role.CLERK, Role.MANAGER, Role.ADMIN})
# Whoever stands in the hall has to be able to put a kiosk out of use, and back.
MAY_CLOSE = frozenset({Role.CLERK, Role.MANAGER, Role.ADMIN})
# Who answers for when the doors of the centre are open.
MAY_SET_DAYS = frozenset({Role.COORDINATOR, Role.MANAGER, Role.ADMIN})
# Who is in a room is counted by whoever passes its door.
MAY_COUNT = frozenset({Role.CLERK, Role.COORDINATOR, Role.MANAGER, Role.ADMIN})
# Who answers for what the rooms are used for, and may see whom to call.
MAY_KEEP_ROOMS = frozenset({Role.COORDINATOR, Role.MANAGER, Role.ADMIN})
# Who sees who comes to an activity, lets them in and counts; and who cancels or moves one.
MAY_ATTEND_ACTIVITIES = MAY_COUNT
MAY_KEEP_ACTIVITIES = frozenset({Role.COORDINATOR, Role.MANAGER, Role.ADMIN})
# Who answers for whom the centre sends to a resident's door.
MAY_SEND_HELP = frozenset({Role.COORDINATOR, Role.MANAGER, Role.ADMIN})
# Who answers for the children of the after-school class.
MAY_KEEP_LESSONS = frozenset({Role.COORDINATOR, Role.MANAGER, Role.ADMIN})
# What happened with a child is for whoever answers for the centre.
MAY_READ_INCIDENTS = frozenset({Role.MANAGER, Role.ADMIN})
# Who answers to somebody who asks what the centre keeps of them.
MAY_KEEP_RECORDS = frozenset({Role.COORDINATOR, Role.MANAGER, Role.ADMIN})
# What leaves the centre is for who answers for all of it.
MAY_SEND_OUT = frozenset({Role.MANAGER, Role.ADMIN})
# Who writes what residents read.
MAY_EDIT = frozenset({Role.EDITOR, Role.MANAGER, Role.ADMIN})
# Who answers for when the doors open, who is called first and how long a number is held.
MAY_SET_CENTRE = frozenset({Role.MANAGER, Role.ADMIN})
# Whom the centre sends where is for whoever sends them too.
MAY_SET_HELP = MAY_EDIT | {Role.COORDINATOR}
# What is read before a device is used the medical staff write.
MAY_SET_CARE = MAY_EDIT | {Role.MEDIC}
# What answers begin with is for whoever gives them.
MAY_SET_CASES = MAY_EDIT | {Role.COORDINATOR}
# Who writes any kind of content.
MAY_WRITE = MAY_SET_HELP | MAY_SET_CARE
# Who sees what is booked of the devices, lets people in, and takes a device out of use.
MAY_KEEP_CARE = frozenset({Role.MEDIC, Role.COORDINATOR, Role.MANAGER, Role.ADMIN})
# What a body shows is for medical staff alone: not even whoever answers for the centre sees it.
MAY_MEASURE = frozenset({Role.MEDIC})
# Who sees the register of cases, takes them in, hands them on and answers.
MAY_TAKE_CASES = frozenset({Role.CLERK, Role.COORDINATOR, Role.MANAGER, Role.ADMIN})
# Who ends a case without the resident's yes, and says why.
MAY_KEEP_CASES = frozenset({Role.COORDINATOR, Role.MANAGER, Role.ADMIN})
# A representative sees only what was handed to them.
MAY_HEAR_CASES = frozenset({Role.REPRESENTATIVE})
MAY_WORK_CASES = MAY_TAKE_CASES | MAY_HEAR_CASES
# What of a case everybody reads.
MAY_RELEASE_CASES = frozenset({Role.MANAGER, Role.ADMIN})
# A quarrel is for those who mediate, and nobody else.
MAY_MEDIATE = frozenset({Role.COORDINATOR, Role.MANAGER})
# How the centre does, without anybody's name.
MAY_SEE_FIGURES = frozenset({Role.COORDINATOR, Role.MANAGER, Role.ADMIN})
# How content residents were, in sums of five; what they said is for whoever answers for the centre.
MAY_SEE_RATINGS = MAY_CALL | MAY_SEE_FIGURES
MAY_READ_RATINGS = frozenset({Role.MANAGER})
# Who did what is for whoever answers for the staff.
MAY_AUDIT = frozenset({Role.MANAGER, Role.ADMIN})
# Accounts, and who may what, are for one role alone.
MAY_KEEP_ACCOUNTS = frozenset({Role.ADMIN})
# So is what opens all of the centre on another machine.
MAY_KEEP_SECRETS = frozenset({Role.ADMIN})
# Whether every part is well concerns whoever works with them.
MAY_SEE_HEALTH = frozenset(Role) - MAY_HEAR_CASES
# What is due now is for whoever has something to do about it.
MAY_SEE_TODAY = frozenset(Role) - MAY_HEAR_CASES - {Role.EDITOR}
# A slip and a sentence to see whether they come out harm nobody.
MAY_TRY = MAY_SEE_HEALTH
# Whoever works in the hall. Who keeps the accounts does so at the desk, and is named nowhere else;
# representatives come for their reception days.
MAY_ACT_AT_KIOSK = frozenset(Role) - MAY_KEEP_ACCOUNTS - MAY_HEAR_CASES
# One's own session, PIN and password are for everybody who has an account.
MAY_SIGN_IN = frozenset(Role)


@dataclass(frozen=True, slots=True)
class StaffAccount:
    """A member of staff as the program knows them; one that is not `active` cannot come in."""

    id: int
    name: str
    role: Role
    active: bool = True


@dataclass(frozen=True, slots=True)
class StaffSession:
    """A logged-in member of staff. `token` is the secret the browser holds, `where` the kiosk's
    name or the address of the PC from which they act."""

    token: str
    account: StaffAccount
    counter: int | None
    started_at: datetime
    seen_at: datetime
    where: str = ""

    @property
    def actor(self) -> str:
        """Who does it and from where, as the event log has it: staff:3@192.168.1.20."""
        return f"staff:{self.account.id}@{self.where}" if self.where else f"staff:{self.account.id}"


def who(actor: str) -> str:
    """Whoever of the event log acted, from wherever: staff:3."""
    return actor.partition("@")[0]


def session_lives(
    started_at: datetime, seen_at: datetime, now: datetime, idle: timedelta = IDLE_ON_WEB
) -> bool:
    """Whether a session is neither idle too long nor too old. A clock set back ends none."""
    return now - seen_at <= idle and now - started_at <= LONGEST_SESSION
