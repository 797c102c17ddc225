"""The demo company: a shop for beauty products, told only by calling operations, the same with every fixed seed."""

from collections.abc import Callable

from rapport.demo.company import EMAIL, PASSWORD

__all__ = ["EMAIL", "PASSWORD", "is_here", "load"]


def is_here() -> bool:
    """Is the demo company in this installation? Asked at every start, so the story is not read for it."""
    from rapport.apps.accounts.queries import demo_owner

    return demo_owner() is not None


def load(say: Callable[[str], None] = print) -> None:
    """Make the demo company. Takes some seconds, and says where it is."""
    from rapport.demo import story

    story.load(say)
