"""The shell around every page: header, bottom bar, overlays, window."""
