"""Figures: the lake of facts, the tiles made from it, and the targets set by people."""
