"""How a call in the hall stands, in the one word by which the pages find what they say."""

from __future__ import annotations

from kiosk.actions.volunteers.results import HelpView
from kiosk.domain.volunteers.help_requests import OPEN, HelpState

STATES = {
    HelpState.CLAIMED: "coming", HelpState.ARRANGED: "coming", HelpState.THERE: "there",
    HelpState.LEFT: "left", HelpState.SILENT: "left", HelpState.DONE: "done",
    HelpState.UNMET: "unmet", HelpState.WITHDRAWN: "withdrawn",
}


def how_it_stands(view: HelpView) -> str:
    """calling, late, coming, there, left, done, unmet or withdrawn."""
    if view.request.state in OPEN:
        return "late" if view.unanswered else "calling"
    return STATES[view.request.state]
