"""A volunteer's link: whose it is, the one phone it is bound to, and the PIN."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from db.volunteers import registry as volunteers
from kiosk.actions.acting import SYSTEM, acting, housekeeping
from kiosk.actions.guessing import is_let_in
from kiosk.actions.pins import hash_pin, is_old, matches
from kiosk.actions.volunteers.transitions import named
from kiosk.context import AppContext
from kiosk.domain.guessing import from_device
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.usual_secrets import is_usual_pin
from kiosk.domain.volunteers.registry import PIN_DIGITS

# Compared with where there is nothing to compare with, so that it takes as long.
NOBODYS = "0" * 64


@dataclass(frozen=True, slots=True)
class VolunteerLink:
    """Whose link it is. `is_new` says that no phone has opened it yet: the first sets the PIN."""

    volunteer_id: int
    name: str
    is_new: bool


def identify(ctx: AppContext, code: str, device: str) -> VolunteerLink:
    """Whose link it is, asked from a phone.

    Refuses with `no_such_volunteer` alike where the link is unknown, revoked, or another phone's.
    """
    with ctx.database.read() as tx:
        return _door(ctx, volunteers.by_link(tx, code), device)


def bind_device(ctx: AppContext, code: str, device: str, pin: str) -> VolunteerLink:
    """Binds a link to the first phone that opens it, with the PIN drawn up there.

    Refuses with `no_such_volunteer` (another phone was first), `short_pin`, `easy_pin`.
    """
    if len(pin) != PIN_DIGITS or not (pin.isascii() and pin.isdigit()):
        raise Refusal("short_pin")
    if is_usual_pin(pin):
        raise Refusal("easy_pin")
    hashed = hash_pin(ctx.secret, pin)
    with acting(ctx, SYSTEM) as act:
        door = _door(ctx, volunteers.by_link(act.tx, code), device)
        if not volunteers.bind(act.tx, door.volunteer_id, device, hashed):
            raise Refusal("no_such_volunteer")
        act.actor = f"volunteer:{door.volunteer_id}"
        act.log("bind_link")
        return VolunteerLink(door.volunteer_id, door.name, is_new=False)


def verify_pin(ctx: AppContext, code: str, device: str, pin: str) -> VolunteerLink:
    """Opens what is personal with the PIN.

    Refuses with `no_such_volunteer`, and with `wrong_pin` also after too many tries. Only the phone
    that the link is bound to comes as far, so nobody else can use its tries up.
    """
    with ctx.database.read() as tx:
        lock = volunteers.by_link(tx, code)
        door = _door(ctx, lock, device)
    if lock is None or lock.pin_hash is None:
        raise Refusal("no_such_volunteer")
    # Hashing takes tens of milliseconds: outside the transaction.
    right = matches(ctx.secret, lock.pin_hash, pin)
    with acting(ctx, SYSTEM) as act:
        known = volunteers.by_link(act.tx, code)
        if known is None:
            raise Refusal("no_such_volunteer")
        # Also the hash of the same PIN is another once it was made anew.
        is_same, is_in = known.pin_hash == lock.pin_hash, False
        if is_same:
            origin = from_device("", volunteers.hashed(device)[:16])
            is_in = is_let_in(act, f"volunteer:{door.volunteer_id}", origin, right=right)
        if is_in or not is_same:
            act.without_event("what is seen behind the PIN is told each time")
    if not is_same:
        return verify_pin(ctx, code, device, pin)
    if not is_in:
        raise Refusal("wrong_pin")
    if is_old(lock.pin_hash):
        renewed = hash_pin(ctx.secret, pin)
        with housekeeping(ctx, "it is the same PIN") as tx:
            volunteers.renew_hash(tx, door.volunteer_id, lock.pin_hash, renewed)
    return door


def _door(
    ctx: AppContext, lock: volunteers.VolunteerCredentials | None, device: str
) -> VolunteerLink:
    bound = lock.device_hash if lock and lock.device_hash else NOBODYS
    same = hmac.compare_digest(bound.encode(), volunteers.hashed(device).encode())
    if lock is None or not lock.volunteer.active or not (same or lock.device_hash is None):
        raise Refusal("no_such_volunteer")
    who = named(ctx, lock.volunteer)
    return VolunteerLink(who.id, who.name, lock.device_hash is None)
