"""Wording: how dates, hours, waits and rooms are said, alike on screens, pages and slips."""
