"""Pages of tasks, calls, meetings and messages."""
