"""The rules of reservations: places of a resource for a time, bookings, series."""
