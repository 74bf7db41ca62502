"""A picture in the graphics card's memory."""

class Texture:
    width: int
    height: int
    size: tuple[int, int]
    mag_filter: str
    min_filter: str
    @classmethod
    def create(cls, *, size: tuple[int, int], colorfmt: str) -> Texture: ...
    def blit_buffer(self, pixels: bytes, *, colorfmt: str, bufferfmt: str) -> None: ...
    def flip_vertical(self) -> None: ...
