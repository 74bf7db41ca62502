"""What draws."""

GL_RENDERER: int

def glGetString(name: int) -> bytes | None: ...  # noqa: N802  # OpenGL's name
