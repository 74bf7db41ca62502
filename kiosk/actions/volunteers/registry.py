"""Volunteers and their duties as the coordinator keeps them: who helps, links, the roster."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from db import help_book, help_visits, journal, volunteers
from db.database import Change
from kiosk.actions.volunteers.dispatch import allowed
from kiosk.actions.volunteers.results import Hours
from kiosk.actions.volunteers.transitions import PHONE_OF, known_volunteer, seal
from kiosk.context import Lobby
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Session
from kiosk.domain.telephones import telephone
from kiosk.domain.volunteers.registry import NAME_LENGTH, Duty, Volunteer

LONGEST_DUTY = timedelta(hours=12)
MOST_WEEKS = 26


def save_volunteer(
    lobby: Lobby, session: Session, volunteer: Volunteer, phone: str | None = None
) -> Volunteer:
    """A new volunteer (id 0), or one as they are from now on; `phone` None leaves it as it is.

    Refuses with `not_allowed`, `bad_name`, `no_team`, `no_such_team`, `no_such_grid`,
    `no_such_volunteer`, and as `telephone` does.
    """
    allowed(session)
    name = volunteer.name.strip()
    if not 1 <= len(name) <= NAME_LENGTH:
        raise Refusal("bad_name")
    phone = telephone(phone) if phone else phone
    if not volunteer.team_ids:
        raise Refusal("no_team")
    with lobby.database.change() as change:
        book = help_book.book(change)
        for team_id in volunteer.team_ids:
            book.team(team_id)
        if volunteer.grid_id:
            book.grid(volunteer.grid_id)
        saved = replace(volunteer, name=name)
        if volunteer.id:
            saved = replace(saved, number=known_volunteer(change, volunteer.id).number)
            volunteers.change_facts(change, saved)
        else:
            saved = replace(saved, number=volunteers.next_number(change))
            saved = replace(saved, id=volunteers.add(change, saved, None, lobby.clock()))
        if phone is not None:
            sealed = seal(lobby).close(phone, PHONE_OF.format(saved.id)) if phone else None
            volunteers.change_phone(change, saved.id, sealed)
        if not saved.active:
            volunteers.set_link(change, saved.id, None)
        _note(lobby, change, session, "save_volunteer", saved.id, vetted=saved.vetted,
              active=saved.active)
        return known_volunteer(change, saved.id)


def new_link(lobby: Lobby, session: Session, volunteer_id: int) -> str:
    """A new personal link, shown once; the old one and its phone are good for nothing any more.

    Refuses with `not_allowed`, `no_such_volunteer`, `no_address`.
    """
    allowed(session)
    code = lobby.codes()
    link = lobby.settings.lasting_link(f"/v/{code}")
    with lobby.database.change() as change:
        if not known_volunteer(change, volunteer_id).active:
            raise Refusal("no_such_volunteer")
        volunteers.set_link(change, volunteer_id, code)
        _note(lobby, change, session, "new_link", volunteer_id)
    return link


def revoke_link(lobby: Lobby, session: Session, volunteer_id: int) -> None:
    """The link leads nowhere from now on. Refuses with `not_allowed`, `no_such_volunteer`."""
    allowed(session)
    with lobby.database.change() as change:
        known_volunteer(change, volunteer_id)
        volunteers.set_link(change, volunteer_id, None)
        _note(lobby, change, session, "revoke_link", volunteer_id)


def roster(lobby: Lobby, session: Session, first: date) -> tuple[Duty, ...]:
    """Who is on duty in the week from a day on. Refuses with `not_allowed`."""
    allowed(session)
    with lobby.database.session() as reading:
        begins = datetime.combine(first, time(), lobby.clock().tzinfo)
        return volunteers.duties(reading, begins, begins + timedelta(days=7))


def put_on_duty(lobby: Lobby, session: Session, duty: Duty, weeks: int = 1) -> None:
    """Puts somebody on the roster, for a number of weeks.

    Refuses with `not_allowed`, `no_such_volunteer`, `no_such_post`, `bad_duty` (it ends before
    it begins, lasts over 12 hours, or more than half a year of weeks).
    """
    allowed(session)
    if not timedelta() < duty.ends - duty.begins <= LONGEST_DUTY or not 1 <= weeks <= MOST_WEEKS:
        raise Refusal("bad_duty")
    with lobby.database.change() as change:
        if not known_volunteer(change, duty.volunteer_id).active:
            raise Refusal("no_such_volunteer")
        if duty.post_id:
            help_book.book(change).post(duty.post_id)
        for week in range(weeks):
            later = timedelta(weeks=week)
            volunteers.add_duty(change, replace(duty, begins=duty.begins + later,
                                                ends=duty.ends + later))
        _note(lobby, change, session, "put_on_duty", duty.volunteer_id, weeks=weeks)


def take_off_duty(lobby: Lobby, session: Session, duty_id: int) -> None:
    """Takes one duty off the roster; twice is once. Refuses with `not_allowed`."""
    allowed(session)
    with lobby.database.change() as change:
        if volunteers.drop_duty(change, duty_id):
            journal.write(change, lobby.clock(), session.actor, "take_off_duty",
                          duty=duty_id)


def hours_of(lobby: Lobby, volunteer_id: int) -> Hours:
    """A volunteer's visits and attested minutes, for their page, their proof and the desk.

    Refuses with `no_such_volunteer`.
    """
    with lobby.database.session() as session:
        who = known_volunteer(session, volunteer_id)
        visits = tuple(one for one in help_visits.visits(session, of=who.id) if one.left_at)
        return Hours(who, visits, sum(one.minutes for one in visits if one.attested_at),
                     {kind.id: kind for kind in help_book.book(session).kinds})


def _note(lobby: Lobby, change: Change, session: Session, deed: str,
          volunteer_id: int, **details: Any) -> None:
    journal.write(change, lobby.clock(), session.actor, deed,
                  volunteer=volunteer_id, **details)
