"""Answers in sentences and in cells of words: what the screen, the page and the pictures say of them."""
