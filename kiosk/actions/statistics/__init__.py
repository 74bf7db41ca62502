"""How the centre does: the figures of closed days, those of a period asked for, and its report."""

from kiosk.actions.statistics.daily_rollup import first_day, health, run_due
from kiosk.actions.statistics.queries import Figures, ago, blocks, columns, see
from kiosk.actions.statistics.report import monthly_report
from kiosk.actions.statistics.year import YearTold, year_report, year_told
from kiosk.area import Area, AtLength, EventNames

AREA = Area(
    name="statistics",
    events=EventNames(by_others=("sum_up", "sum_up_again")),
    jobs={"figures": AtLength(run_due)},
    health=health,
    retention=None,
    records=None,
    statistics=None,
    content=None,
    names=None,
    announces=None,
    seed=None,
    demo=None,
    erase=None,
    losses=None,
)

__all__ = [
    "Figures",
    "YearTold",
    "ago",
    "blocks",
    "columns",
    "first_day",
    "monthly_report",
    "run_due",
    "see",
    "year_report",
    "year_told",
]
