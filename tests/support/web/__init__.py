"""People in a browser, and what judges a page."""
