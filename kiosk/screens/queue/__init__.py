"""From what one needs to a number in the hand."""
