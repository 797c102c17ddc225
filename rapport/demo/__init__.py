"""The demo company: a shop for beauty products, told only by calling operations, the same with every fixed seed."""

from rapport.demo.company import EMAIL, PASSWORD
from rapport.demo.story import is_here, load

__all__ = ["EMAIL", "PASSWORD", "is_here", "load"]
