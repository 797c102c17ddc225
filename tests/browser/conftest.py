"""Fixtures of the stories told in a browser."""

from tests.browser.canvas import board, canvas, edis, needs

__all__ = ["board", "canvas", "edis", "needs"]
