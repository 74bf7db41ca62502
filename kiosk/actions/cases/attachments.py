"""Pictures of cases: read apart, written anew without metadata, kept sealed."""

from __future__ import annotations

import base64
from io import BytesIO

from db.cases import story
from db.engine.bearer_codes import key_index
from db.engine.database import ReadTransaction
from db.engine.encryption import Unreadable
from kiosk.actions.acting import Act
from kiosk.context import AppContext
from kiosk.devices.media.pictures import plain_jpeg
from kiosk.domain.cases.cases import MOST_PICTURES, Case
from kiosk.domain.refusals import Refusal

PICTURE_OF = "case picture {}"


def as_jpeg(picture: bytes | None, name: str) -> bytes | None:
    """A picture as it was uploaded as a JPEG with nothing in it but the picture; None for none.

    It takes its time: done before a transaction opens, so that nobody waits for it. Refuses with
    `picture_unreadable`, `picture_too_large`, `files_busy`.
    """
    return plain_jpeg(BytesIO(picture), name) if picture else None


def keep_picture(act: Act, case: Case, jpeg: bytes, key: str) -> bool:
    """Adds a picture to a case; the same `key` adds it once, False where it was there already.
    Refuses with `too_many_pictures` (most)."""
    index = key_index(act.ctx.secret, f"{case.id} {key}")
    id_ = story.add_picture(act.tx, case.id, act.now, act.actor, index)
    if id_ is None:
        return False
    if len(story.pictures(act.tx, case.id)) >= MOST_PICTURES:
        raise Refusal("too_many_pictures", most=MOST_PICTURES)
    sealed = act.ctx.vault.encrypt(act.tx, base64.b64encode(jpeg).decode(), PICTURE_OF.format(id_))
    story.seal_picture(act.tx, id_, sealed)
    return True


def picture_of(ctx: AppContext, tx: ReadTransaction, case: Case, picture_id: int) -> bytes:
    """A picture of a case, a JPEG. Refuses with `no_such_case` where it has none of that id, or
    none that can be read any more."""
    sealed = story.picture(tx, case.id, picture_id)
    try:
        return base64.b64decode(ctx.vault.decrypt(sealed or "", PICTURE_OF.format(picture_id)))
    except Unreadable as gone:
        raise Refusal("no_such_case") from gone
