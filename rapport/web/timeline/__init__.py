"""One stream of what happened around a customer, merged from the sources of all rooms."""
