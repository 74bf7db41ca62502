"""Rules of running the kiosk: closing, backups, the panel."""
