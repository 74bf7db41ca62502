"""Privacy: what may be shown of a person, and the texts they had read."""

from __future__ import annotations

# What the person read before leaving a number; a new text is a new version.
ROOMS_NOTICE = "rooms-1"
ACTIVITIES_NOTICE = "activities-1"
CARE_NOTICE = "care-1"
HELP_NOTICE = "help-1"
LESSONS_NOTICE = "lessons-1"
APPOINTMENTS_NOTICE = "appointments-1"
CASES_NOTICE = "cases-1"


def masked(phone: str) -> str:
    """138****5678; words that stand in the place of a telephone as they are."""
    return f"{phone[:3]}****{phone[-4:]}" if phone.isascii() else phone
