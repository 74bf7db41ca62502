"""Drawing: design pixels, themes, text and shapes as textures."""
