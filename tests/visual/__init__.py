"""Tests of what all screens of the touch screen share."""

# Kivy reads its settings when it is first imported, whichever of these tests that does.
import tests.support.screens.resident  # noqa: F401
