"""Cases: a resident's matter told, followed to its honest end, and counted where all can see it."""

from db.cases import book as stored
from kiosk.actions import reservations
from kiosk.actions.cases import demo
from kiosk.actions.cases.bodies import put_body
from kiosk.actions.cases.calls import say_case_call
from kiosk.actions.cases.personal_records import RECORDS, erase_again
from kiosk.actions.cases.printing import SLIP, case_slip
from kiosk.actions.cases.queries import (
    desk_picture,
    number_of,
    open_case,
    register_desk,
    representative_page,
    whole_phone,
)
from kiosk.actions.cases.reception import RECEPTION_EVENTS
from kiosk.actions.cases.requests import alike, tell, telling
from kiosk.actions.cases.resident import (
    add_text,
    add_to_rating,
    case_by_code,
    erase,
    not_solved,
    picture,
    rate,
    solved,
    step_by_number,
    withdraw,
)
from kiosk.actions.cases.scheduled import RETENTION, health, run_due
from kiosk.actions.cases.staff import (
    add_picture,
    answer,
    ask,
    assign,
    begin,
    cannot_solve,
    deal_with,
    extend,
    follow_up,
    merge,
    new_secret,
    not_ours,
    note,
    release,
    said_at_desk,
    split,
    take_down,
    withdraw_at_desk,
)
from kiosk.actions.cases.statistics import STATISTICS
from kiosk.actions.cases.today import due_now
from kiosk.actions.cases.wall import in_summary, public_case, public_cases, wall, wall_slides
from kiosk.area import Area, AreaContent, EventNames, Seed
from kiosk.domain.cases.content_types import BODY, CASE_CENTRE, LISTENER, TEMPLATE, TOPIC
from kiosk.domain.cases.mediation import MediationAction
from kiosk.domain.cases.states import OF_STAFF, CaseAction

# Told at the desk, with whoever tells it.
BY_STAFF = (CaseAction.TELL, *OF_STAFF)

AREA = Area(
    name="cases",
    events=EventNames(
        by_staff=(
            *reservations.EVENTS.by_staff, *RECEPTION_EVENTS,
            *(f"case_{one}" for one in BY_STAFF), "case_read", "case_phone",
            "case_call_taken", "case_slip", "import_cases", "export_cases",
            *(f"mediation_{one}" for one in MediationAction), "mediation_read"),
        by_others=(
            *reservations.EVENTS.by_others,
            *(f"case_{one}" for one in CaseAction if one not in BY_STAFF), "case_call",
            "case_call_ended", "case_reminders", "forget_case_phones", "forget_cases",
            "forget_mediations")),
    jobs={"cases": run_due},
    health=health,
    retention=RETENTION,
    records=RECORDS,
    statistics=STATISTICS,
    content=AreaContent((TOPIC, LISTENER, BODY, TEMPLATE, CASE_CENTRE), stored.read_all,
                        {LISTENER.name: stored.put, BODY.name: put_body}),
    names=None,
    announces={"case_call": say_case_call},
    seed=Seed(stored.is_there, stored.seed),
    demo=demo.fill,
    erase=erase_again,
    losses={"cases": ("case_tell",)},
    slides=wall_slides,
    slips={SLIP: case_slip},
    numbers={"case": number_of},
    today=due_now,
    summary=in_summary,
    door=TOPIC.name,
)

__all__ = [
    "AREA", "add_picture", "add_text", "add_to_rating", "alike", "answer", "ask", "assign", "begin",
    "cannot_solve", "case_by_code", "deal_with", "desk_picture", "erase", "extend", "follow_up",
    "merge", "new_secret", "not_ours", "not_solved", "note", "open_case", "picture", "public_case",
    "public_cases", "rate", "register_desk", "release", "representative_page", "run_due",
    "said_at_desk", "solved", "split", "step_by_number", "take_down", "tell", "telling", "wall",
    "whole_phone", "withdraw", "withdraw_at_desk",
]
