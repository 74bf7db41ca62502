"""What happens in the hall while the database moves from one machine to another."""
