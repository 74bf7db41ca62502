"""Mediation: a quarrel between two sides, its papers and its clocks.

It is no case and stands in no list of them. Sources: 人民调解法 (2010) and 人民调解工作规范; what a
paper has to say the staff confirm, no text of a law is quoted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from kiosk.domain.refusals import Refusal

# A month to come to an agreement; a court confirms one within 30 days of it.
A_MONTH = timedelta(days=30)
COURT_WITHIN = timedelta(days=30)
VISIT_AFTER = timedelta(days=30)
SIDES = ("a", "b")


class MediationState(StrEnum):
    """How far a mediation is."""

    OPEN = "open"
    AGREED = "agreed"
    FULFILLED = "fulfilled"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


class MediationAction(StrEnum):
    """What can be done with a mediation."""

    OPEN = "open"
    SAY = "say"
    NOTE = "note"
    CONSENT = "consent"
    LONGER = "longer"
    AGREE = "agree"
    FULFIL = "fulfil"
    FAIL = "fail"
    WITHDRAW = "withdraw"
    PAPER = "paper"
    VISIT = "visit"
    COURT = "court"
    ERASE = "erase"


class DossierPaper(StrEnum):
    """A paper of the dossier."""

    APPLICATION = "application"
    RIGHTS = "rights"
    RECORD = "record"
    AGREEMENT = "agreement"
    PROOF = "proof"
    VISIT = "visit"


# 必须 for every dossier; with an agreement the others too. Otherwise 按需.
ALWAYS = (DossierPaper.APPLICATION, DossierPaper.RIGHTS, DossierPaper.RECORD)
AFTER_AGREEMENT = (DossierPaper.AGREEMENT, DossierPaper.PROOF, DossierPaper.VISIT)
_S, _D = MediationState, MediationAction
RULES: dict[tuple[MediationState, MediationAction], MediationState] = {
    (_S.OPEN, _D.AGREE): _S.AGREED,
    (_S.OPEN, _D.FAIL): _S.FAILED,
    (_S.OPEN, _D.WITHDRAW): _S.WITHDRAWN,
    (_S.AGREED, _D.FULFIL): _S.FULFILLED,
    (_S.AGREED, _D.FAIL): _S.FAILED,
    **{(_S.OPEN, one): _S.OPEN for one in (_D.CONSENT, _D.LONGER)},
    **{(state, one): state for state in _S for one in (_D.SAY, _D.NOTE, _D.PAPER, _D.ERASE)},
    **{(state, one): state for state in (_S.AGREED, _S.FULFILLED)
       for one in (_D.VISIT, _D.COURT)},
}


@dataclass(frozen=True, slots=True)
class Mediation:
    """A mediation, without what is personal of it. `case_id` is the case it came from, if any.
    It is to be over by `due_on`; `agreed_at` starts the clocks of court and follow-up visit."""

    id: int
    state: MediationState
    opened_at: datetime
    changed_at: datetime
    due_on: date
    made_by: str
    case_id: int | None = None
    agreed_at: datetime | None = None
    visited_at: datetime | None = None
    court_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def court_by(self) -> date | None:
        """Until when a court can confirm the agreement; None where that is done or none stands."""
        if self.agreed_at is None or self.court_at is not None:
            return None
        return (self.agreed_at + COURT_WITHIN).date()

    @property
    def visit_on(self) -> date | None:
        """When the follow-up visit falls due; None where it was made or none is to be made."""
        if self.agreed_at is None or self.visited_at is not None:
            return None
        return (self.agreed_at + VISIT_AFTER).date()

    @property
    def must_have(self) -> tuple[DossierPaper, ...]:
        """The papers its dossier has to have by now."""
        return ALWAYS if self.agreed_at is None else (*ALWAYS, *AFTER_AGREEMENT)


@dataclass(frozen=True, slots=True)
class MediationSide:
    """One of the two sides, `a` or `b`. `code` opens its own page, as the database keeps it;
    `consented_at` is when it agreed to more time."""

    id: int
    mediation_id: int
    side: str
    code: str
    consented_at: datetime | None = None
    sealed: str | None = None


@dataclass(frozen=True, slots=True)
class MediationEvent:
    """Something done in a mediation. `side` is the one that sees it, "both", or "" for the
    mediators alone. `sealed` is what was said, encrypted."""

    id: int
    mediation_id: int
    at: datetime
    action: MediationAction
    actor: str
    side: str
    details: str = ""
    sealed: str | None = None

    def is_seen_by(self, side: str) -> bool:
        """Whether a side sees it."""
        return self.side in (side, "both")


def next_state(state: MediationState, action: MediationAction) -> MediationState:
    """Where an action leads. Refuses with `case_changed` where it cannot be done now."""
    if (state, action) not in RULES:
        raise Refusal("case_changed")
    return RULES[state, action]


def longer(mediation: Mediation, sides: tuple[MediationSide, ...]) -> date:
    """The next end of its clock. Refuses with `consent_missing` without that of both sides."""
    if len(sides) != len(SIDES) or any(one.consented_at is None for one in sides):
        raise Refusal("consent_missing")
    return mediation.due_on + A_MONTH
