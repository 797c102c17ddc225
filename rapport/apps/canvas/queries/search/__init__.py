"""Finding what stands on canvases."""

from rapport.apps.canvas.queries.search.finding import Found, Hit, Wanted, search

__all__ = ["Found", "Hit", "Wanted", "search"]
