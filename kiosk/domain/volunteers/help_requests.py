"""Volunteer help: how far a request is, and who may do what with it. The one table of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kiosk.domain.refusals import Refusal
from kiosk.domain.volunteers.half_days import HalfDay

# Decided defaults of the centre.
ANSWERED_WITHIN = timedelta(minutes=5)
# A call in the hall that nobody answered is over when whoever called has surely gone.
CALL_ENDS = timedelta(minutes=20)
# So long a visit to a home may last before somebody asks whether all is well.
LONGEST_VISIT = timedelta(hours=2)
# Whoever says nothing for so long after the help has said nothing: it is no yes.
SILENT_AFTER = timedelta(days=7)
KEPT = timedelta(days=30)
# A request to which nothing happens for so long, after the time it was for, is over.
IDLE_ENDS = timedelta(days=14)
# The reason of a request that ended so.
EXPIRED = "expired"
HAND_OVER_LASTS = timedelta(minutes=15)
# Numbers to say or type when somebody asks how far it is.
NUMBERS = range(1000, 10_000)
STARS = range(1, 6)
MOST_OPEN = 3


class HelpState(StrEnum):
    """How far a request is."""

    ASKED = "asked"
    SENT = "sent"
    CLAIMED = "claimed"
    ARRANGED = "arranged"
    THERE = "there"
    LEFT = "left"
    DONE = "done"
    SILENT = "silent"
    WITHDRAWN = "withdrawn"
    UNMET = "unmet"


class HelpAction(StrEnum):
    """What can be done with a request."""

    DISPATCH = "dispatch"
    CLAIM = "claim"
    HAND_BACK = "hand_back"
    ARRANGE = "arrange"
    CHANGE_TIME = "change_time"
    ARRIVE = "arrive"
    LEAVE = "leave"
    CONFIRM = "confirm"
    NOT_YET = "not_yet"
    WITHDRAW = "withdraw"
    NO_SHOW = "no_show"
    CLOSE = "close"
    LAPSE = "lapse"


@dataclass(frozen=True, slots=True)
class HelpStep:
    """An action that was done."""

    request_id: int
    at: datetime
    action: HelpAction
    actor: str
    details: str


class Party(StrEnum):
    """In what part somebody acts on a request."""

    RESIDENT = "resident"
    # Of a team or on duty, but not the one who took it.
    VOLUNTEER = "volunteer"
    # The one who took it.
    HELPER = "helper"
    COORDINATOR = "coordinator"
    SYSTEM = "system"


_S, _D, _W = HelpState, HelpAction, Party
OPEN = (_S.ASKED, _S.SENT)
TAKEN = (_S.CLAIMED, _S.ARRANGED)
LIVE = frozenset({*OPEN, *TAKEN, _S.THERE, _S.LEFT})
ENDED = frozenset(HelpState) - LIVE


@dataclass(frozen=True, slots=True)
class Rule:
    """Where an action leads, and who may do it."""

    to: HelpState
    who: frozenset[Party]


def _rules() -> dict[tuple[HelpState, HelpAction], Rule]:
    lines: list[tuple[tuple[HelpState, ...], HelpAction, HelpState | None, tuple[Party, ...]]] = [
        (OPEN, _D.DISPATCH, _S.SENT, (_W.COORDINATOR, _W.SYSTEM)),
        (TAKEN, _D.DISPATCH, _S.SENT, (_W.COORDINATOR,)),
        ((_S.SENT,), _D.CLAIM, _S.CLAIMED, (_W.VOLUNTEER,)),
        (TAKEN, _D.HAND_BACK, _S.SENT, (_W.HELPER,)),
        (TAKEN, _D.ARRANGE, _S.ARRANGED, (_W.HELPER,)),
        (OPEN, _D.CHANGE_TIME, None, (_W.RESIDENT,)),
        # What was agreed upon is not any more: another time has to be agreed upon.
        (TAKEN, _D.CHANGE_TIME, _S.CLAIMED, (_W.RESIDENT,)),
        (TAKEN, _D.ARRIVE, _S.THERE, (_W.HELPER,)),
        ((_S.THERE,), _D.LEAVE, _S.LEFT, (_W.HELPER, _W.COORDINATOR)),
        # Whoever was helped may say so while the helper still packs up.
        ((_S.THERE, _S.LEFT, _S.SILENT), _D.CONFIRM, _S.DONE, (_W.RESIDENT,)),
        ((_S.LEFT, _S.SILENT), _D.NOT_YET, _S.CLAIMED, (_W.RESIDENT,)),
        ((*OPEN, *TAKEN), _D.WITHDRAW, _S.WITHDRAWN, (_W.RESIDENT,)),
        (TAKEN, _D.NO_SHOW, _S.SENT, (_W.COORDINATOR,)),
        ((*OPEN, *TAKEN), _D.CLOSE, _S.UNMET, (_W.COORDINATOR,)),
        ((*OPEN, *TAKEN), _D.LAPSE, _S.UNMET, (_W.SYSTEM,)),
        ((_S.THERE, _S.LEFT), _D.LAPSE, _S.SILENT, (_W.SYSTEM,)),
    ]
    return {
        (state, action): Rule(to or state, frozenset(who))
        for states, action, to, who in lines for state in states
    }


# Whatever is not here is refused.
RULES = _rules()


OF_COORDINATORS = tuple(one for one in HelpAction if any(
    action is one and Party.COORDINATOR in rule.who for (_, action), rule in RULES.items()))


def next_state(state: HelpState, action: HelpAction, who: Party) -> HelpState:
    """Where an action leads. Refuses with `help_changed` where it cannot be done now, or not by
    whoever does it."""
    rule = RULES.get((state, action))
    if rule is None or who not in rule.who:
        raise Refusal("help_changed")
    return rule.to


def may(state: HelpState, action: HelpAction, who: Party) -> bool:
    """Whether somebody in that part may do that now."""
    rule = RULES.get((state, action))
    return rule is not None and who in rule.who


def drawn() -> str:
    """The table as a state diagram in Mermaid, for the documentation."""
    arrows = [
        f"    {state} --> {rule.to}: {action} ({', '.join(sorted(rule.who))})"
        for (state, action), rule in RULES.items()
    ]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {_S.ASKED}", *arrows])


class HelpPlace(StrEnum):
    """Where the help is given."""

    HALL = "hall"
    HOME = "home"


class HelpSource(StrEnum):
    """Where help was asked for. What the touch screen asks for is a call in the hall: somebody
    stands there, and nothing is known of them."""

    KIOSK = "kiosk"
    PHONE = "phone"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class HelpRequest:
    """A request for help, without what is personal of it.

    `code` opens the resident's page, `number` is said or typed; `person_index` is a mark of the
    telephone by which the same person is known again. `wanted` is when it suits, None for now;
    `meets_at` what was agreed upon. `team_id`, `grid_id` and `to_volunteer` say who was asked to
    help, `helper` and `second` who does. `notice` is the version of the notice that was read,
    None where nothing personal is kept.
    """

    id: int
    code: str
    number: int
    kind_id: str
    source: HelpSource
    place: HelpPlace
    state: HelpState
    asked_at: datetime
    changed_at: datetime
    estate_id: str | None = None
    grid_id: str | None = None
    person_index: str | None = None
    notice: str | None = None
    wanted: HalfDay | None = None
    meets_at: datetime | None = None
    team_id: str | None = None
    to_grid: str | None = None
    to_volunteer: int | None = None
    helper: int | None = None
    second: int | None = None
    there_at: datetime | None = None
    left_at: datetime | None = None
    alarmed: bool = False
    shares_phone: bool = False
    reason: str = ""
    stars: int | None = None

    @property
    def is_call(self) -> bool:
        """Whether somebody stands in the hall and waits."""
        return self.source is HelpSource.KIOSK

    @property
    def is_live(self) -> bool:
        """Whether something is still to happen."""
        return self.state in LIVE

    def unanswered(self, now: datetime) -> bool:
        """Whether a call in the hall has waited longer than one should."""
        return (self.is_call and self.state in OPEN
                and now - self.asked_at >= ANSWERED_WITHIN)

    def overdue(self, now: datetime) -> bool:
        """Whether somebody ought to have left a home long ago."""
        return (self.place is HelpPlace.HOME and self.state is HelpState.THERE
                and self.there_at is not None and now - self.there_at >= LONGEST_VISIT)

    def lapses_at(self) -> datetime | None:
        """When the clock alone ends it; None where it does not."""
        if not self.is_live:
            return None
        if self.is_call and self.state in OPEN:
            return self.asked_at + CALL_ENDS
        if self.state is HelpState.LEFT and self.left_at is not None:
            return self.left_at + SILENT_AFTER
        wanted = self.wanted.ends if self.wanted else self.asked_at
        return max(self.changed_at, wanted, self.meets_at or wanted) + IDLE_ENDS


def role_of(request: HelpRequest, volunteer_id: int) -> Party:
    """In what part a volunteer acts on a request."""
    return Party.HELPER if request.helper == volunteer_id else Party.VOLUNTEER
