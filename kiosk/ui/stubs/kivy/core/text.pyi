"""A line of text as a picture."""

from kivy.graphics.texture import Texture

class Label:
    texture: Texture
    def __init__(
        self, *, text: str, font_name: str, font_size: float, font_hinting: str, strip: bool
    ) -> None: ...
    def refresh(self) -> None: ...
    def get_extents(self, text: str) -> tuple[int, int]: ...
