"""The outbox: slips and notifications that wait to leave the centre."""
