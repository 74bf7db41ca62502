"""Tests of the screens, on the real pixels of a touch screen nobody sees."""
