"""Whether a scenario or a force keeps a treaty: facts, components and counts against named rules, by article."""
