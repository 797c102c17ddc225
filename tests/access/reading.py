"""Which parameters of its address a page reads: what it never asks for cannot break it.

A page that is asked for without parameters does, up to the first of them that it looks up, the same as one that is
asked for with a single parameter. So what a plain request looks up is all that a parameter alone can be noticed by.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import QueryDict
from django.utils.functional import cached_property

BY_NAME = ("__getitem__", "get", "getlist", "__contains__")
AS_A_WHOLE = ("__iter__", "__len__", "items", "keys", "values", "lists", "dict", "copy", "urlencode")
ALL = "*"


def names_read(ask: Callable[[], Any]) -> set[str]:
    """The names of parameters looked up while something is asked for, and ALL where the query is read as a whole."""
    read: set[str] = set()
    told = type("Told", (QueryDict,), {name: _telling(name, read) for name in (*BY_NAME, *AS_A_WHOLE)})
    given = cached_property(lambda request: told(request.META.get("QUERY_STRING", ""), encoding=request._encoding))
    given.__set_name__(WSGIRequest, "GET")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WSGIRequest, "GET", given)
        ask()
    return read


def _telling(name: str, read: set[str]) -> Callable[..., Any]:
    def look(self: QueryDict, *asked: Any, **options: Any) -> Any:
        read.add(str(asked[0]) if name in BY_NAME else ALL)
        return getattr(super(type(self), self), name)(*asked, **options)

    return look
