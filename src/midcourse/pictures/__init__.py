"""From answers to what a view draws: the sheet is gathered here, and `.plot` of an answer is here."""
