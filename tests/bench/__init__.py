"""Figures: how fast the house is, beside a floor measured in the same run."""
