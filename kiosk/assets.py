"""The folder of fonts, icons, pictures, sounds, words and page templates."""

from pathlib import Path

ASSETS = Path(__file__).parents[1] / "assets"
