"""Rules of the exhibition."""
