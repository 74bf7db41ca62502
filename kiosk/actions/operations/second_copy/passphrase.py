"""The passphrase of the second copy: set at the desk, kept nowhere."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from db.content import guide as content
from db.operations import second_copy as stored
from db.operations.second_copy import StoredSeal
from kiosk.actions.acting import acting, allowed
from kiosk.context import AppContext
from kiosk.devices.second_copy.places import Place, PlaceTrouble, place_of
from kiosk.devices.second_copy.sealed import Cost, Seal, new_seal, written
from kiosk.domain.operations.second_copy import SHORTEST_PASSPHRASE, SecondCopy
from kiosk.domain.refusals import Refusal, StorageDown
from kiosk.domain.staff.roles import MAY_KEEP_SECRETS, StaffSession
from kiosk.domain.staff.usual_secrets import LONGEST_PASSWORD, is_usual_password

NONCE = 12


def standing(ctx: AppContext) -> SecondCopy | None:
    """How the second copy stands; None where nobody has set a passphrase. Raises StorageDown."""
    with ctx.database.read() as tx:
        return stored.read(tx)


def set_passphrase(ctx: AppContext, session: StaffSession, passphrase: str, again: str) -> None:
    """Seals the copies to come with a passphrase, and wants the first one now. It takes a second.

    Refuses with `not_allowed`, `typed_otherwise`, `weak_passphrase` (least), and as `want_copy`.
    """
    allowed(session, MAY_KEEP_SECRETS)
    if written(passphrase) != written(again):
        raise Refusal("typed_otherwise")
    with ctx.database.read() as tx:
        centre = content.guide(tx).centre
    names = [session.account.name, *(text for one in (centre.name, centre.centre, centre.address)
                                     for text in (one.zh, one.en))]
    if not SHORTEST_PASSPHRASE <= len(written(passphrase)) <= LONGEST_PASSWORD or (
            is_usual_password(written(passphrase), names)):
        raise Refusal("weak_passphrase", least=SHORTEST_PASSPHRASE)
    _begin(ctx)
    seal = new_seal(passphrase)
    with acting(ctx, session, MAY_KEEP_SECRETS) as act:
        stored.put_seal(act.tx, _wrapped(ctx, seal), act.now)
        act.log("set_passphrase")


def want_copy(ctx: AppContext, session: StaffSession) -> None:
    """Wants a second copy now; the pages' process makes it. Refuses with `not_allowed`,
    `no_passphrase`, and where its place cannot be written to with what keeps it from that:
    `copy_no_stick`, `copy_unreachable`, `copy_no_sftp`, `copy_failed`."""
    allowed(session, MAY_KEEP_SECRETS)
    if standing(ctx) is None:
        raise Refusal("no_passphrase")
    _begin(ctx)
    with acting(ctx, session, MAY_KEEP_SECRETS) as act:
        stored.want(act.tx, act.now)
        act.log("want_copy")


def seal_of(ctx: AppContext) -> Seal | None:
    """What copies are sealed with; None where nobody has set a passphrase. Raises StorageDown,
    where somebody changed it behind the program's back too."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    with ctx.database.read() as tx:
        kept = stored.seal(tx)
    if kept is None:
        return None
    try:
        cost = Cost(kept.memory, kept.passes, kept.lanes)
        salt, public, author = map(bytes.fromhex, (kept.salt, kept.public, kept.author))
        plain = AESGCM(_wrapping(ctx)).decrypt(author[:NONCE], author[NONCE:], salt + public)
    except (InvalidTag, ValueError) as altered:
        raise StorageDown("the seal of the second copy is not what was set at the desk") from (
            altered)
    return Seal(cost, salt, public, plain)


def place_now(ctx: AppContext) -> Place | None:
    """Where copies of this kiosk go; None where no setting says it."""
    return place_of(ctx.settings.backup_to)


def mark_of(ctx: AppContext) -> str:
    """What the names of this centre's copies begin with: a place may serve several."""
    named = hmac.new(ctx.secret, b"second copy's name", hashlib.sha256).hexdigest()[:8]
    return f"jiamenkou-{named}-"


def _begin(ctx: AppContext) -> None:
    """Whoever stands there says that this is the place. One of another kiosk is not asked."""
    place = place_now(ctx)
    if place is None:
        return
    try:
        place.begin("", ctx.settings.data, f"{mark_of(ctx)}here", first=True)
    except (PlaceTrouble, OSError) as trouble:
        raise Refusal(getattr(trouble, "key", "copy_failed")) from trouble


def _wrapped(ctx: AppContext, seal: Seal) -> StoredSeal:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(NONCE)
    author = nonce + AESGCM(_wrapping(ctx)).encrypt(nonce, seal.author, seal.salt + seal.public)
    return StoredSeal(*seal.cost, seal.salt.hex(), seal.public.hex(), author.hex())


def _wrapping(ctx: AppContext) -> bytes:
    return hmac.digest(ctx.secret, b"second copy", hashlib.sha256)
