"""Tests of the staff desk's section rooms."""
