"""Notifications that leave the centre."""
