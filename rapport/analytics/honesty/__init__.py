"""Honesty: what a difference is made of, what small cells can tell, when a target is met, which cells differ."""
