"""Faults, races and growth: what must hold when many come at once or something breaks."""
