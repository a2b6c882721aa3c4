"""What follows from a campaign: whose doubt its answer is, how it goes over its inputs, and what to measure next."""
