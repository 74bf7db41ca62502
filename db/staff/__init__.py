"""The staff in the database."""
