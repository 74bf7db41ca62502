"""Samples: frozen answers of a made-up centre, for pictures, the gallery and tests."""
