"""Every widget that a .kv may name, imported so that Kivy knows it."""

from kiosk.ui.drawing.background import Ground
from kiosk.ui.drawing.fitted_text import FittingSay, FittingTitle
from kiosk.ui.shell.header import HeaderFigure, Title
from kiosk.ui.shell.overlays import ErrorPanel
from kiosk.ui.text_entry import Entry
from kiosk.ui.widgets.basic import (
    Chips,
    FactLine,
    InfoPanel,
    Picture,
    ProgressLine,
    Say,
)
from kiosk.ui.widgets.buttons import Pager, PushButton
from kiosk.ui.widgets.countdown import Countdown
from kiosk.ui.widgets.errand_panel import ErrandPanel
from kiosk.ui.widgets.keypad import Keypad, PinDots
from kiosk.ui.widgets.number_field import NumberField
from kiosk.ui.widgets.qr_card import QrCard
from kiosk.ui.widgets.repeater import Repeater
from kiosk.ui.widgets.room_facts import ChoicePanel, PickLine, RoomFacts, RoomTitle
from kiosk.ui.widgets.stepper import Stepper
from kiosk.ui.widgets.ticket_card import TicketCard
from kiosk.ui.widgets.tiles import ChoiceRow, PrimaryTile, Tile

__all__ = [
    "Chips",
    "ChoicePanel",
    "ChoiceRow",
    "Countdown",
    "Entry",
    "ErrandPanel",
    "ErrorPanel",
    "FactLine",
    "FittingSay",
    "FittingTitle",
    "Ground",
    "HeaderFigure",
    "InfoPanel",
    "Keypad",
    "NumberField",
    "Pager",
    "PickLine",
    "Picture",
    "PinDots",
    "PrimaryTile",
    "ProgressLine",
    "PushButton",
    "QrCard",
    "Repeater",
    "RoomFacts",
    "RoomTitle",
    "Say",
    "Stepper",
    "TicketCard",
    "Tile",
    "Title",
]
