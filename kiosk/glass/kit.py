"""The kit: every piece that a .kv may name, imported so that Kivy knows it."""

from kiosk.glass.buttons import Pager, PushButton
from kiosk.glass.cards import QrCard, TicketCard
from kiosk.glass.header import Figure, Title
from kiosk.glass.many import Many
from kiosk.glass.over import ErrorPanel
from kiosk.glass.plain import (
    Chips,
    FactLine,
    FactPanel,
    Icon,
    NumberedFlow,
    Panel,
    Picture,
    Plaque,
    Progress,
    Rule,
    Runs,
    Say,
)
from kiosk.glass.tiles import ChoiceRow, PrimaryTile, Tile

__all__ = [
    "ChoiceRow",
    "Chips",
    "ErrorPanel",
    "FactLine",
    "FactPanel",
    "Figure",
    "Icon",
    "Many",
    "NumberedFlow",
    "Pager",
    "Panel",
    "Picture",
    "Plaque",
    "PrimaryTile",
    "Progress",
    "PushButton",
    "QrCard",
    "Rule",
    "Runs",
    "Say",
    "TicketCard",
    "Tile",
    "Title",
]
