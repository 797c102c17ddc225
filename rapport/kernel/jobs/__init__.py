"""Jobs: work done later by the worker, kept in the database, safe against a kill at any moment."""
