"""Figures: how fast the centre is, beside a floor measured in the same run."""
