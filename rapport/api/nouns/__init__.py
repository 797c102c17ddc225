"""One file a noun: the addresses under which programs find it."""
