"""Editing what residents read: one action a function, for every kind of content alike."""

from db.content import guide as stored
from kiosk.actions.content.arranging import go_back, hide, move, remove, unplan
from kiosk.actions.content.drafts import begin, drop_draft, publish, save
from kiosk.actions.content.queries import kinds_for, on_shelf, preview, sheet
from kiosk.actions.content.scheduled import keep_plans
from kiosk.actions.content.tables import as_table, bring
from kiosk.area import Area, Seed

AREA = Area(
    name="content",
    jobs={"content": keep_plans},
    health=None,
    retention=None,
    statistics=None,
    seed=Seed(stored.is_seeded, stored.seed),
    demo=None,
    losses={"content": ("show_content",)},
)

__all__ = [
    "AREA", "as_table", "begin", "bring", "drop_draft", "go_back", "hide", "keep_plans",
    "kinds_for", "move", "on_shelf", "preview", "publish", "remove", "save", "sheet", "unplan",
]
