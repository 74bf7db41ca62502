"""Devices for tests: programs and printers that stand in for real ones."""
