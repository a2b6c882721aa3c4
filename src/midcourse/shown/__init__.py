"""How an answer shows itself: a line in a console, a card in a notebook, a data frame."""
