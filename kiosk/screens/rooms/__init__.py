"""The rooms: which is free, one of them, booking it, arriving."""
