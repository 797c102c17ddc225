"""The page a working day begins with."""
