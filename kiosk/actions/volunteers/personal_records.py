"""What volunteer help keeps of a person: requests, and the volunteer with that telephone."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import asdict, replace

from db.engine.database import ReadTransaction
from db.engine.encryption import Unreadable
from db.volunteers import (
    catalogue as help_book,
    help_requests,
    help_story,
    help_visits,
    registry as volunteers,
)
from kiosk.actions.acting import Act
from kiosk.actions.decrypted import unreadable
from kiosk.actions.volunteers.resident import photo_of
from kiosk.actions.volunteers.transitions import (
    PHONE_OF,
    keep,
    keep_name,
    known_volunteer,
    messages_of,
    personal_of,
    visits_of,
    withdraw_and_forget,
)
from kiosk.area import PersonalRecord, PersonalRecords
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.volunteers.help_requests import HelpRequest, HelpState
from kiosk.domain.volunteers.registry import Volunteer


def find(
    ctx: AppContext, tx: ReadTransaction, phone: str, language: str
) -> Sequence[PersonalRecord]:
    """Every request of a telephone, and whoever helps with it."""
    return [
        *(_request(ctx, tx, one, language) for one in _requests(ctx, tx, phone)),
        *(_volunteer(ctx, tx, one, phone) for one in _volunteers(ctx, tx, phone)),
    ]


def correct(act: Act, phone: str, name: str | None, new_phone: str | None) -> int:
    """Another name and telephone in all of it."""
    requests, helpers = _requests(act.ctx, act.tx, phone), _volunteers(act.ctx, act.tx, phone)
    for request in requests:
        personal = personal_of(act.ctx, act.tx, request)
        # What cannot be read is not written over with the words for that.
        if personal and personal.phone != unreadable(act.ctx):
            keep(act, request, replace(
                personal, name=name or personal.name, phone=new_phone or personal.phone))
        if new_phone:
            mark = act.ctx.vault.make_person_index(act.tx, new_phone)
            help_requests.change_person(act.tx, request.id, mark)
    for who in helpers:
        if name:
            keep_name(act, who.id, name)
        if new_phone:
            sealed = act.ctx.vault.encrypt(act.tx, new_phone, PHONE_OF.format(who.id))
            volunteers.change_phone(act.tx, who.id, sealed)
    return len(requests) + len(helpers)


def erase(act: Act, phone: str) -> int:
    """Withdraws and deletes the requests; of a volunteer the number and the hours stay.

    Refuses with `visit_under_way` while somebody helps at the home of whoever asked.
    """
    requests, helpers = _requests(act.ctx, act.tx, phone), _volunteers(act.ctx, act.tx, phone)
    for request in requests:
        if request.state is HelpState.THERE:
            raise Refusal("visit_under_way")
        withdraw_and_forget(act, request)
    for who in helpers:
        volunteers.change_facts(act.tx, replace(who, active=False), act.now)
        volunteers.change_name(act.tx, who.id, "")
        help_visits.forget_reasons(act.tx, [who.id])
        volunteers.change_phone(act.tx, who.id, None)
        volunteers.set_link(act.tx, who.id, None)
    return len(requests) + len(helpers)


RECORDS = PersonalRecords(
    ("help_request", "help_message", "help_photo", "help_visit", "volunteer"), find, correct, erase)


def _requests(ctx: AppContext, tx: ReadTransaction, phone: str) -> tuple[HelpRequest, ...]:
    mark = ctx.vault.person_index(phone)
    return help_requests.of_person(tx, mark) if mark else ()


def _volunteers(ctx: AppContext, tx: ReadTransaction, phone: str) -> list[Volunteer]:
    # There are some dozens of them: each telephone is opened.
    return [known_volunteer(ctx, tx, id_) for id_ in volunteers.with_phone(tx)
            if _phone(ctx, tx, id_) == phone]


def _phone(ctx: AppContext, tx: ReadTransaction, volunteer_id: int) -> str:
    try:
        return ctx.vault.decrypt(
            volunteers.phone_of(tx, volunteer_id) or "", PHONE_OF.format(volunteer_id))
    except Unreadable:
        return ""


def _request(
    ctx: AppContext, tx: ReadTransaction, request: HelpRequest, language: str
) -> PersonalRecord:
    personal = personal_of(ctx, tx, request)
    return PersonalRecord(
        "help", str(request.number), request.asked_at, personal.name if personal else "",
        help_book.book(tx).kind(request.kind_id).title.in_(language), {
            "number": request.number, "kind": request.kind_id, "state": str(request.state),
            "asked_at": request.asked_at.isoformat(), "notice": request.notice,
            "estate": request.estate_id, "grid": request.grid_id,
            "wanted": request.wanted and request.wanted.begins.isoformat(),
            **(asdict(personal) if personal else {}),
            "photo_jpeg": _photo(ctx, tx, request),
            "steps": [[step.at.isoformat(), str(step.action)]
                      for step in help_story.steps(tx, [request.id])],
            "messages": [[one.at.isoformat(), one.author, one.said]
                         for one in messages_of(ctx, tx, request)],
        })


def _photo(ctx: AppContext, tx: ReadTransaction, request: HelpRequest) -> str | None:
    try:
        return base64.b64encode(photo_of(ctx, tx, request)).decode()
    except Refusal:
        # There is none, or none that can be read.
        return None


def _volunteer(
    ctx: AppContext, tx: ReadTransaction, who: Volunteer, phone: str
) -> PersonalRecord:
    made_at = volunteers.made_at(tx, who.id)
    return PersonalRecord("volunteer", who.number, made_at, who.name, "", {
        "number": who.number, "name": who.name, "phone": phone, "since": made_at.isoformat(),
        "teams": sorted(who.team_ids), "grid": who.grid_id, "vetted": who.vetted,
        "active": who.active,
        "visits": [[one.there_at.isoformat(), one.kind_id, one.minutes, one.reason]
                   for one in visits_of(ctx, tx, who.id)],
    })
