"""Tests of the screens, on the real pixels of a glass nobody sees."""
