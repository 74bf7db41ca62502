"""The exhibition: its slides, and pictures taken in and hung."""

from db.content import guide as content
from db.exhibition import slides as stored
from kiosk.area import Area, Seed

AREA = Area(
    name="exhibition",
    jobs=None,
    health=None,
    retention=None,
    statistics=None,
    seed=Seed(content.is_seeded, stored.seed),
    demo=None,
    losses=None,
)

