"""Somebody of the staff at a touch screen: knocks, says who they are, types a PIN."""

from __future__ import annotations

from kiosk.actions.staff.sessions import add_account
from kiosk.domain.staff.roles import Role
from tests.support.screens.resident import Resident

BETWEEN_KEYS = 0.2


def knocks(resident: Resident, times: int = 5, apart: float = 0.6, beside: float = 0) -> None:
    """Taps the logo, or so many pixels to its right."""
    header = resident.stage.header
    x, y, w, h = header.theme.place(header._logo)
    for _ in range(times):
        resident.steady.now += apart
        resident.touches(x + w / 2 + beside, y + h / 2)


def comes_to_login(resident: Resident) -> None:
    """Five taps on the logo."""
    knocks(resident)
    resident.wait_for("staff_login")


def types(resident: Resident, digits: str, apart: float = BETWEEN_KEYS) -> None:
    """Keys of the keypad, one after the other."""
    for digit in digits:
        resident.taps(digit, again_after=apart)


def tries(resident: Resident, name: str, pin: str) -> None:
    """Taps a name and types a PIN, and waits for the answer."""
    resident.taps(name)
    types(resident, pin)
    resident.until(lambda: not resident.router.working)


def signs_in(resident: Resident, role: Role = Role.MANAGER, name: str = "小王") -> str:
    """A new account comes in by the staff's door; returns its PIN."""
    pin = add_account(resident.ctx, name, role)
    comes_to_login(resident)
    tries(resident, name, pin)
    resident.wait_for("staff")
    return pin


def wrong_of(pin: str) -> str:
    """Another PIN."""
    return f"{(int(pin) + 1) % 1_000_000:06d}"


def dots(resident: Resident) -> int:
    """How many digits stand there."""
    return int(resident.stage.screen.page.filled)
