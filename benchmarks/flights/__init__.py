"""Flights of missiles and bodies, ours and what they are flown from."""
