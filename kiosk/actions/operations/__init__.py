"""Operations: start, backups, health, retention, closing, and calendar exceptions."""

from kiosk.actions.operations.backups import keep_backed_up
from kiosk.actions.operations.health import parts
from kiosk.area import Area, RetentionRule
from kiosk.domain.operations.backup_schedule import DAILY, LOG_DAYS

AREA = Area(
    name="operations",
    jobs={"backup": keep_backed_up},
    health=parts,
    retention=(RetentionRule("logs", LOG_DAYS), RetentionRule("backups", DAILY)),
    statistics=None,
    seed=None,
    demo=None,
    losses=None,
)

