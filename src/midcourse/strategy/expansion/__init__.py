"""What a complete shield takes: closed form, draws, stocks, raids that are fought."""
