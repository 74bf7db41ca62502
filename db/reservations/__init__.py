"""Reservations in the database: resources, places in time, bookings, waiting list, series."""
