"""How a page is judged: its pixels, its words, its geometry."""
