"""Graphics: whether a graphics card draws the touch screen, or the processor has to."""

from __future__ import annotations

from kivy.graphics import opengl

# What Mesa calls itself where it draws without a card.
BY_PROCESSOR = (b"llvmpipe", b"softpipe", b"swrast")


def card_draws() -> bool:
    """Whether a frame costs the processor next to nothing. Asks OpenGL: needs a window."""
    renderer = opengl.glGetString(opengl.GL_RENDERER) or b""
    return not any(name in renderer.lower() for name in BY_PROCESSOR)
