"""Documents for an office printer, and calendar feeds."""
