"""The bodies outside the centre, which the manager keeps: one that holds cases stays in sight."""

from __future__ import annotations

from typing import Any

from db.cases.register import CaseFilter, live
from db.content import content_items
from db.engine.database import WriteTransaction
from kiosk.domain.cases.cases import Assignee, AssigneeKind
from kiosk.domain.refusals import Refusal


def put_body(tx: WriteTransaction, body_id: str, body: dict[str, Any]) -> None:
    """Writes a body. Refuses with `body_in_use` (n) where one that is put out of sight still holds
    cases under way."""
    if body.get("hidden"):
        held = live(tx, CaseFilter(assignee=str(Assignee(AssigneeKind.BODY, body_id))))
        if held:
            raise Refusal("body_in_use", n=len(held))
    content_items.put(tx, "case_office", body_id, body)
