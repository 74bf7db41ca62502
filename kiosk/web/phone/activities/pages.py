"""The activities on the phone: what is on, one with its dates, and registering a group for one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from flask import Response, redirect, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as Answer

from kiosk.actions import activities
from kiosk.actions.activities.papers import paper_of
from kiosk.actions.activities.results import (
    ActivitiesNow,
    ActivityView,
    Registration,
    SessionNow,
)
from kiosk.actions.exhibition.pictures import fetched
from kiosk.actions.reservations import BookingRequest
from kiosk.context import AppContext
from kiosk.domain.activities.activities import ActivityKind
from kiosk.domain.exhibition.pictures import PictureSize
from kiosk.domain.rates import Rate
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Source
from kiosk.web.core.activity_wording import ActivitiesSaid
from kiosk.web.core.files import paper_answer, picture_answer
from kiosk.web.core.forms import form_key, instant_of
from kiosk.web.core.limits import HOUR, acts
from kiosk.web.core.page_context import shown, standing, words_of
from kiosk.web.phone.doors import DoorNow, PhoneDoor
from kiosk.web.phone.parts import PhoneParts
from kiosk.web.phone.phone_session import browser, remember
from kiosk.wording.activities import next_said
from kiosk.wording.translator import Translator

# Whoever registers has six at a time; a whole hall may register behind one router.
REGISTERS = acts(Rate(20, HOUR), Rate(240, HOUR))
WEEK = timedelta(days=7)
# Why a date cannot be had is said above what can be done about it.
SAID_IN_PLACE = ("no_such_session", "just_come", "no_places", "not_open_yet", "registration_over",
                 "enough_activities", "group_too_large", "there_is_room", "no_number_left")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody at the page of an activity has chosen: a date and how many people; `waits`
    where they can only wait for it together."""

    stands: SessionNow
    people: int
    waits: bool


def activities_pages(parts: PhoneParts) -> None:
    """Adds what is on, and the page of an activity."""
    ctx = parts.ctx
    parts.doors.append(PhoneDoor(
        "phone.all_activities", "calendar-event", "activities.door", "", activities_stand))

    @parts.phone.get("/activities")
    def all_activities() -> Answer:
        return week_page(ctx, request.args.get("kind", ""))

    @parts.phone.get("/activities/state")
    def activities_state() -> Response:
        return parts.news.state(lambda: {
            "sessions": [session_facts(one) for one in activities.activities_now(ctx).sessions]})

    @parts.phone.get("/a/<activity_id>")
    def activity(activity_id: str) -> Answer:
        return activity_page(ctx, activity_id)

    @parts.phone.get("/a/<activity_id>/state")
    def activity_state(activity_id: str) -> Response:
        return parts.news.state(lambda: view_facts(seen(ctx, activity_id)))

    @parts.phone.get("/a/<activity_id>/picture")
    def activity_picture(activity_id: str) -> Response:
        return picture_of(ctx, activity_id)

    @parts.phone.get("/a/<activity_id>/paper")
    def activity_paper(activity_id: str) -> Response:
        return paper_answer(paper_of(ctx, activity_id), activity_id)

    @parts.phone.post("/a/<activity_id>/register")
    @parts.limiter.limit(*REGISTERS)
    def register(activity_id: str) -> Answer:
        return asks(ctx, activity_id, activities.register)

    @parts.phone.post("/a/<activity_id>/wait")
    @parts.limiter.limit(*REGISTERS)
    def wait_together(activity_id: str) -> Answer:
        return asks(ctx, activity_id, activities.join)


def activities_stand(ctx: AppContext, words: Translator) -> DoorNow | None:
    """The next one, and when it begins."""
    view = activities.activities_now(ctx)
    if view.next is None:
        return None
    return DoorNow("plain", next_said(words, view.next.session.starts_at, view.now.date()),
                   words.text(view.next.activity.title))


def week_page(ctx: AppContext, kind: str) -> Answer:
    """This week and the next, day by day; of one kind, where it is one."""
    view, known = activities.activities_now(ctx), [str(one) for one in ActivityKind]
    kind = kind if kind in known else ""
    there = {str(one.activity.kind) for one in view.sessions}
    return shown(
        "phone/activities.html", view=view, of=said(ctx), kind=kind,
        kinds=[one for one in known if one in there or one == kind],
        weeks=list(weeks(view, kind)))


def weeks(
    view: ActivitiesNow, kind: str
) -> Iterator[tuple[str, list[tuple[object, list[SessionNow]]]]]:
    """Both weeks by name, with the days of each that have something."""
    for n, name in enumerate(("this_week", "next_week")):
        days = (view.week + n * WEEK + timedelta(days=day) for day in range(7))
        found = ((day, [one for one in view.on(day) if not kind or one.activity.kind == kind])
                 for day in days)
        yield name, [(day, sessions) for day, sessions in found if sessions]


def asks(
    ctx: AppContext, activity_id: str,
    action: Callable[[AppContext, BookingRequest], Registration],
) -> Answer:
    """Registers a group, or lets it wait, and shows its page; refused, the activity with why."""
    people = request.form.get("people", 0, type=int)
    if people < 1:
        raise BadRequest
    wanted = BookingRequest(form_key(), activity_id, instant_of(request.form.get("at", "")),
                            Source.PHONE, people, browser=browser(ctx))
    try:
        made = action(ctx, wanted)
    except Refusal as refusal:
        if refusal.code not in SAID_IN_PLACE:
            raise
        return activity_page(ctx, activity_id, refusal)
    remember(made.code)
    return redirect(url_for("phone.booking", code=made.code), 303)


def said(ctx: AppContext) -> ActivitiesSaid:
    """Activities in the words of this reader."""
    return ActivitiesSaid(words_of(ctx), ctx.clock())


def seen(ctx: AppContext, activity_id: str) -> ActivityView:
    """An activity with the date that the address, or the form, asks for."""
    return activities.activity_view(
        ctx, activity_id, request.values.get("session", type=int))


def activity_page(ctx: AppContext, activity_id: str, refusal: Refusal | None = None) -> Answer:
    """An activity and a date of it; a `refusal` is said above what can be done."""
    view = seen(ctx, activity_id)
    return standing(
        ctx, "phone/activity.html", refusal, view=view, of=said(ctx), key=ctx.codes(),
        chosen=chosen_of(view),
        state_url=url_for("phone.activity_state", activity_id=activity_id,
                          session=view.stands.session.id if view.stands else None),
    )


def picture_of(ctx: AppContext, activity_id: str) -> Response:
    """The picture of an activity that is offered, as it is made for phones."""
    name = seen(ctx, activity_id).activity.picture
    return picture_answer(fetched(ctx, name, PictureSize.PHONE) if name else None)


def chosen_of(view: ActivityView) -> Chosen | None:
    """What can be registered now; None where nothing can. A group that is too many for what is
    left is offered to wait with all of its people."""
    if view.stands is None or not view.stands.can_register:
        return None
    people = request.values.get("people", 1, type=int)
    people = min(max(people, 1), view.activity.max_per_booking)
    return Chosen(view.stands, people, people > view.stands.left)


def session_facts(stands: SessionNow) -> list[object]:
    """A session as `/activities/state` gives it: id, start in ISO 8601, how it stands, places."""
    session = stands.session
    return [session.id, session.starts_at.isoformat(), str(stands.status), stands.left]


def view_facts(view: ActivityView) -> dict[str, object]:
    """An activity as `/a/<activity>/state` gives it."""
    dates = [view.stands, *view.others] if view.stands else []
    return {"activity": view.activity.id, "sessions": [session_facts(one) for one in dates],
            "waiting": view.stands.waiting if view.stands else 0}
