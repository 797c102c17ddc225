"""What the timeline of a customer tells of this room: one file per kind of thing."""
