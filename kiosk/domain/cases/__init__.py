"""Cases: a resident's matter, followed to its end."""
