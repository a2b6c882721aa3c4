"""How many warheads arrive in reply: forces, how they stand, shields, stability."""
