"""The exhibition: its slides, and pictures taken in and hung."""

from db.content import guide as content
from db.exhibition import slides as stored
from kiosk.area import Area, AreaContent, EventNames, Seed
from kiosk.domain.exhibition.content_types import SLIDE

AREA = Area(
    name="exhibition",
    events=EventNames(by_staff=("bring_picture", "hang_picture")),
    jobs=None,
    health=None,
    retention=None,
    records=None,
    statistics=None,
    content=AreaContent((SLIDE,), stored.slides),
    names=None,
    announces=None,
    seed=Seed(content.is_seeded, stored.seed),
    demo=None,
    erase=None,
    losses=None,
)

