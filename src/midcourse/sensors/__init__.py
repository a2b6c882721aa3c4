"""What is seen: radars, and what they are told to do."""
