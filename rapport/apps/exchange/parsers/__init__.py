"""Texts of a file into values: numbers, dates, identifiers. A parser takes a text and returns the value."""


class Unreadable(ValueError):
    """The text is not such a value; the message completes “Column: …” for the reader."""
