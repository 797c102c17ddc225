"""Sorting customers into groups: by what they buy, by value, by likeness; and how groups move and overlap."""
