"""Staff: accounts, sessions, the audit, and printed guides."""

from kiosk.area import Area, RetentionRule
from kiosk.domain.staff.roles import LONGEST_SESSION

AREA = Area(
    name="staff",
    jobs=None,
    health=None,
    retention=(RetentionRule("sessions", max(LONGEST_SESSION.days, 1)),),
    statistics=None,
    seed=None,
    demo=None,
    losses=None,
)

