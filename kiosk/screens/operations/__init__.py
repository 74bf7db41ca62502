"""The closed house at the glass."""
