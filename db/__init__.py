"""Storage: rows in, domain values out; the only floor that knows peewee."""
