"""The kit: every piece that a .kv may name, imported so that Kivy knows it."""

from kiosk.glass.buttons import Pager, PushButton
from kiosk.glass.cards import QrCard
from kiosk.glass.countdown import Countdown
from kiosk.glass.day_line import DayLine
from kiosk.glass.entry import Entry
from kiosk.glass.errand_panel import ErrandPanel
from kiosk.glass.fitting import FittingSay, FittingTitle
from kiosk.glass.ground import Ground
from kiosk.glass.guide_facts import GuideFacts
from kiosk.glass.guide_sheet import GuideSheet
from kiosk.glass.header import Figure, Title
from kiosk.glass.help_pieces import ArchSteps, FloorPanel, HelpLine
from kiosk.glass.keypad import Keypad, PinDots
from kiosk.glass.many import Many
from kiosk.glass.number_field import NumberField
from kiosk.glass.over import ErrorPanel
from kiosk.glass.plain import (
    Chips,
    FactLine,
    Icon,
    NumberedFlow,
    Panel,
    Picture,
    Progress,
    Runs,
    Say,
)
from kiosk.glass.room_facts import ChoicePanel, PickLine, RoomFacts, RoomTitle
from kiosk.glass.slip_panel import SlipPanel
from kiosk.glass.ticket_card import TicketCard
from kiosk.glass.tiles import ChoiceRow, PrimaryTile, Tile
from kiosk.glass.who_panel import WhoPanel

__all__ = [
    "ArchSteps",
    "Chips",
    "ChoicePanel",
    "ChoiceRow",
    "Countdown",
    "DayLine",
    "Entry",
    "ErrandPanel",
    "ErrorPanel",
    "FactLine",
    "Figure",
    "FittingSay",
    "FittingTitle",
    "FloorPanel",
    "Ground",
    "GuideFacts",
    "GuideSheet",
    "HelpLine",
    "Icon",
    "Keypad",
    "Many",
    "NumberField",
    "NumberedFlow",
    "Pager",
    "Panel",
    "PickLine",
    "Picture",
    "PinDots",
    "PrimaryTile",
    "Progress",
    "PushButton",
    "QrCard",
    "RoomFacts",
    "RoomTitle",
    "Runs",
    "Say",
    "SlipPanel",
    "TicketCard",
    "Tile",
    "Title",
    "WhoPanel",
]
