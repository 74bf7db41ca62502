"""Tests of the phone pages."""
