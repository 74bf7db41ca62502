"""The slip of a ticket: what stands on it."""

from __future__ import annotations

from datetime import timedelta

from db.content import guide as content
from db.engine.database import ReadTransaction
from db.queue import queries as queue
from kiosk.actions.queue.queue_state import receipt
from kiosk.actions.queue.results import Receipt
from kiosk.context import AppContext
from kiosk.domain.content.guide import Centre
from kiosk.domain.queue.slips import Slip
from kiosk.domain.refusals import Refusal
from kiosk.wording.dates import written_moment, written_time
from kiosk.wording.queue import listed_counters, wait_figure, wait_unit
from kiosk.wording.translator import Translator


def ticket_slip(ctx: AppContext, tx: ReadTransaction, ticket_id: int, language: str) -> Slip:
    """The slip of a ticket as it stands now. Refuses with `no_such_ticket`."""
    ticket = queue.by_id(tx, ticket_id)
    if ticket is None:
        raise Refusal("no_such_ticket")
    return worded(receipt(ctx, tx, ticket), content.guide(tx).centre, ctx.words[language])


def worded(answer: Receipt, centre: Centre, words: Translator) -> Slip:
    """The slip of a ticket in a language; nothing personal is on it."""
    ticket = answer.ticket
    booked = ticket.appointment_at
    if booked is not None:
        facts = [(words("ticket.booked_for"), written_time(booked))]
    else:
        facts = [(words("slip.ahead"), words("slip.people", n=answer.ahead))]
    if answer.wait and booked is None:
        wait = f"{wait_figure(answer.wait)} {wait_unit(words, answer.wait)}"
        facts.append((words("slip.wait"), wait))
    facts.append((words("slip.go_to"), listed_counters(words, answer.counters)))
    return Slip(
        centre=centre.centre.in_(words.language),
        service=answer.service.title.in_(words.language),
        number=ticket.label,
        kind=words("ticket.booked" if booked else f"priority.{ticket.priority}"),
        facts=tuple(facts),
        taken=words("slip.taken", at=written_moment(words, ticket.taken_at)),
        url=answer.url,
        scan_hint=words("slip.scan_hint" if answer.url else "slip.offline"),
        foot=words("slip.foot", minutes=centre.queue.return_within // timedelta(minutes=1)),
    )
