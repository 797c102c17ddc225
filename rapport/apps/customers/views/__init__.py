"""Pages about people, companies and segments."""
