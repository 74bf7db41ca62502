"""Staff: accounts, sessions, the audit, and printed guides."""

from db.staff import accounts as stored
from kiosk.actions.staff.accounts import guessing
from kiosk.actions.staff.setup import SETUP
from kiosk.area import Area, EventNames, LocalNames, RetentionRule
from kiosk.domain.staff.roles import LONGEST_SESSION

AREA = Area(
    name="staff",
    events=EventNames(
        by_staff=("log_in", "log_out", "open", "add_account", "reset_account", "change_account",
                  "change_own_pin", "change_own_password", "end_session", "export_record",
                  "wrong_pin"),
        by_others=()),
    jobs=None,
    health=guessing,
    retention=(RetentionRule("sessions", max(LONGEST_SESSION.days, 1)),),
    records=None,
    statistics=None,
    content=None,
    names=lambda session: LocalNames(
        others=(one.name for one in stored.all_accounts(session))),
    announces=None,
    seed=None,
    demo=None,
    erase=None,
    losses=None,
    setup=SETUP,
)

