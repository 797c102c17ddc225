"""Fixtures of the stories told in a browser."""

from tests.browser.canvas import board, canvas, edis, needs
from tests.browser.looks import looks, lucia

__all__ = ["board", "canvas", "edis", "looks", "lucia", "needs"]
