"""What residents write: words with the letters they type, and strokes as a hand draws them."""
