"""The interface for programs: JSON over the operations and queries that the pages use, one file a noun."""
