"""The exhibition at the glass: slides while nobody is there, and a dim clock at night."""
