"""Operations: start, backups, health, retention, closing, and calendar exceptions."""
