"""Journeys through the real program, from the first tap to the end. Read these first."""
