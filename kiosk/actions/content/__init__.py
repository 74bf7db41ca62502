"""Editing what residents read: one action a function, for every kind of content alike."""

from db.content import guide as stored
from kiosk.actions.content.arranging import go_back, hide, move, remove, show_picked, unplan
from kiosk.actions.content.centre import local_names
from kiosk.actions.content.drafts import begin, drop_draft, publish, save
from kiosk.actions.content.queries import kinds_for, on_shelf, preview, sheet
from kiosk.actions.content.scheduled import run_due
from kiosk.actions.content.setup import SETUP
from kiosk.actions.content.tables import as_table, bring, in_words
from kiosk.actions.content.today import due_now, in_summary
from kiosk.area import Area, AreaContent, EventNames, Seed
from kiosk.domain.content.content_types import CATEGORY, CENTRE, NOTICE, SERVICE

AREA = Area(
    name="content",
    events=EventNames(
        by_staff=("draft_content", "drop_draft", "show_content", "hide_content", "unhide_content",
                  "order_content", "plan_content", "unplan_content", "remove_content"),
        by_others=("plan_failed",)),
    jobs={"content": run_due},
    health=None,
    retention=None,
    records=None,
    statistics=None,
    content=AreaContent((SERVICE, NOTICE, CATEGORY, CENTRE), stored.guide),
    names=local_names,
    announces=None,
    seed=Seed(stored.is_seeded, stored.seed),
    demo=None,
    erase=None,
    losses={"content": ("show_content",)},
    today=due_now,
    summary=in_summary,
    setup=SETUP,
)

__all__ = [
    "AREA",
    "as_table",
    "begin",
    "bring",
    "drop_draft",
    "go_back",
    "hide",
    "in_words",
    "kinds_for",
    "move",
    "on_shelf",
    "preview",
    "publish",
    "remove",
    "run_due",
    "save",
    "sheet",
    "show_picked",
    "unplan",
]
