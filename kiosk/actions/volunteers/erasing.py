"""Deleting once more what a restore of the database brought back."""

from __future__ import annotations

from db.outbox import notifications as notices_out
from db.volunteers import help_requests, help_story, help_visits, registry as volunteers
from kiosk.actions.acting import Act
from kiosk.actions.volunteers.transitions import withdraw_and_forget


def erase(act: Act, keys: frozenset[str]) -> int:
    """Makes requests, telephones and addresses that name one of these keys what the deletion had
    made of them; returns how many."""
    requests = help_requests.with_keys(act.tx, keys)
    for request in requests:
        withdraw_and_forget(act, request)
    targets = notices_out.with_keys(act.tx, keys)
    for target in targets:
        notices_out.drop_target(act.tx, target)
    return (len(requests) + len(targets) + help_story.forget_with_keys(act.tx, keys)
            + volunteers.forget_with_keys(act.tx, keys)
            + help_visits.forget_with_keys(act.tx, keys))
