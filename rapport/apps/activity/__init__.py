"""The log of what happened in a workspace, its followers, and the live stream made from it."""
