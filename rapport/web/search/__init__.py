"""One search over all rooms: what can be found are the entries in `rapport/web/finders/`."""
