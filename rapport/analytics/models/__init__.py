"""Models of how customers buy, stay and spend, fitted by maximum likelihood."""
