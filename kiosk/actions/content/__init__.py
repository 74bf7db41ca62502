"""Editing what residents read: one deed a function, for every kind of content alike."""

from kiosk.actions.editing.arranging import go_back, hide, move, remove, unplan
from kiosk.actions.editing.clockwork import keep_plans
from kiosk.actions.editing.looking import kinds_for, on_shelf, preview, sheet
from kiosk.actions.editing.tables import as_table, bring
from kiosk.actions.editing.writing import begin, drop_draft, publish, save

__all__ = [
    "as_table", "begin", "bring", "drop_draft", "go_back", "hide", "keep_plans", "kinds_for",
    "move", "on_shelf", "preview", "publish", "remove", "save", "sheet", "unplan",
]
