"""A picture as it lies in its file."""

from kivy.graphics.texture import Texture

class Image:
    texture: Texture
    def __init__(self, file: str, *, mipmap: bool = False) -> None: ...
