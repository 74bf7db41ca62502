"""Speech: voices, the speaker, and the sounds beside it."""
