"""The exhibition: its slides, and pictures taken in and hung."""

from kiosk.area import Area

AREA = Area(
    name="exhibition",
    jobs=None,
    health=None,
    retention=None,
    statistics=None,
    demo=None,
    losses=None,
)

