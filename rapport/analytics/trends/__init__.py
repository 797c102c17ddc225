"""How demand moves over time, and whether it moves differently from place to place."""
