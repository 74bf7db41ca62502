"""What every process of a crowd needs: imported, and read, once by the server that forks them."""

from __future__ import annotations

from tests.support import centre
from tests.support.guarantees import crowd

centre.read_words()

__all__ = ["centre", "crowd"]
