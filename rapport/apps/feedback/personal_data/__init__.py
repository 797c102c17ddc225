"""What this room keeps about people, and how it is erased."""
