"""Tests of what all screens of the glass share."""

# Kivy reads its settings when it is first imported, whichever of these tests that does.
import tests.support.screens.resident  # noqa: F401
