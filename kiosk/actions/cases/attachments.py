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


def read_picture(picture: bytes | None, name: str = "") -> bytes | None:
    """A picture as it was uploaded as a JPEG with nothing in it but the picture; None for none.

    It takes its time: done before a transaction opens, so that nobody waits for it. Refuses with
    `picture_unreadable`, `picture_too_large`, `files_busy`.
    """
    return plain_jpeg(BytesIO(picture), name) if picture else None


def keep_picture(act: Act, case: Case, jpeg: bytes, key: str) -> None:
    """Adds a picture to a case; the same `key` adds it once. Refuses with `too_many_pictures`
    (most)."""
    index = key_index(act.ctx.secret, f"picture {key}")
    id_ = story.add_picture(act.tx, case.id, act.now, act.actor, index)
    if id_ is None:
        return
    if len(story.pictures(act.tx, case.id)) >= MOST_PICTURES:
        raise Refusal("too_many_pictures", most=MOST_PICTURES)
    sealed = act.ctx.vault.encrypt(act.tx, base64.b64encode(jpeg).decode(), PICTURE_OF.format(id_))
    story.seal_picture(act.tx, id_, sealed)


def picture_of(ctx: AppContext, tx: ReadTransaction, case_id: int, picture_id: int) -> bytes:
    """A picture of a case, a JPEG. Refuses with `no_such_case` where it has none of that id, or
    none that can be read any more."""
    sealed = story.picture(tx, case_id, picture_id)
    if sealed is None:
        raise Refusal("no_such_case")
    try:
        return base64.b64decode(ctx.vault.decrypt(sealed, PICTURE_OF.format(picture_id)))
    except Unreadable as gone:
        raise Refusal("no_such_case") from gone
