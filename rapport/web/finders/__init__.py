"""What the search of the top bar finds: one file a kind of thing."""
