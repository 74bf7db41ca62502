"""Many at once: nothing is given twice, nobody is left out."""
