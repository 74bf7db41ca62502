"""A text begun at the touch screen goes on at a phone: kept sealed for minutes, opened by a QR."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from db.cases import drafts
from db.engine.bearer_codes import key_index
from db.engine.encryption import Unreadable
from kiosk.actions.acting import acting
from kiosk.context import AppContext
from kiosk.domain.cases.cases import TEXT_LENGTH
from kiosk.domain.refusals import Refusal

DRAFT_LASTS = timedelta(minutes=15)
DRAFT_OF = "case draft {}"


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """What was chosen and written at the touch screen."""

    topic_id: str
    listener_id: str
    text: str


def hand_over_text(ctx: AppContext, draft: CaseDraft) -> str:
    """Keeps a text for 15 minutes; returns the address, good for so long, that a QR carries to the
    phone. Refuses with `text_too_long` (most). Raises StorageDown when nothing was kept.
    """
    text = draft.text.strip()
    if len(text) > TEXT_LENGTH:
        raise Refusal("text_too_long", most=TEXT_LENGTH)
    token = ctx.codes()
    index = _index(ctx, token)
    with acting(ctx, ctx.settings.kiosk_name) as act:
        act.without_event("nothing was told yet")
        drafts.drop_old(act.tx, act.now)
        sealed = ctx.vault.encrypt(act.tx, text, DRAFT_OF.format(index))
        drafts.keep(act.tx, index, drafts.Draft(
            act.now + DRAFT_LASTS, draft.topic_id, draft.listener_id, sealed))
    return ctx.settings.link(f"/c/new?k={token}")


def handed_over_text(ctx: AppContext, token: str) -> CaseDraft:
    """What a QR of the touch screen brings along. Refuses with `hand_over_over` where it is too
    old, or the case was told already."""
    index = _index(ctx, token)
    with ctx.database.read() as tx:
        kept = drafts.of(tx, index)
        if kept is None or kept.sealed is None or kept.ends_at <= ctx.clock():
            raise Refusal("hand_over_over")
        try:
            text = ctx.vault.decrypt(kept.sealed, DRAFT_OF.format(index))
        except Unreadable as gone:
            raise Refusal("hand_over_over") from gone
        return CaseDraft(kept.topic, kept.listener, text)


def drop_text(ctx: AppContext, token: str) -> None:
    """Deletes a text that went on: its case was told."""
    with acting(ctx, "phone") as act:
        act.without_event("its case tells of it")
        drafts.drop(act.tx, _index(ctx, token))


def _index(ctx: AppContext, token: str) -> str:
    return key_index(ctx.secret, f"case draft {token}")
