"""Who may call what: every route × method × actor × whose object."""
