"""How the house does: the figures of closed days, those of a period asked for, and its report."""

from kiosk.actions.figures.keeping import sum_up
from kiosk.actions.figures.report import monthly_report
from kiosk.actions.figures.seeing import Figures, see
from kiosk.actions.figures.tables import blocks, columns

__all__ = ["Figures", "blocks", "columns", "monthly_report", "see", "sum_up"]
