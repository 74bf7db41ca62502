"""The engine: databases, transactions, rows, the event log, encryption, backups."""
