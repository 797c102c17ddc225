"""A noun of the interface: the addresses under which programs find one kind of thing."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpResponse
from ninja import Router

from rapport.api.errors import Refusal
from rapport.api.gate import Bearer, Request
from rapport.kernel.errors import Refused

Function = TypeVar("Function", bound=Callable[..., Any])
REFUSALS = (400, 401, 403, 404, 405, 409, 413, 415, 422, 429)
READING = (400, 401, 403, 404, 405, 422, 429)
KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "description": "A key of your own: the same request with the same key is done once.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
}


@dataclass(frozen=True)
class Task:
    """One thing that can be asked for: a method at an address, the right it needs, whether it changes anything."""

    method: str
    path: str
    right: str
    writes: bool


@dataclass
class Noun:
    """A file of `nouns/`: title and help for the document, and the tasks that its functions are."""

    name: str
    title: str
    help: str
    order: int = 100
    router: Router = field(default_factory=Router)
    tasks: list[Task] = field(default_factory=list)

    def get(self, path: str, right: str, answer: Any) -> Callable[[Function], Function]:
        """A function that reads."""
        return self._task("GET", path, right, {200: answer}, writes=False)

    def post(self, path: str, right: str, answers: dict[int, Any]) -> Callable[[Function], Function]:
        """A function that makes something, once for each Idempotency-Key."""
        return self._task("POST", path, right, answers, writes=True)

    def patch(self, path: str, right: str, answer: Any) -> Callable[[Function], Function]:
        """A function that changes what is named."""
        return self._task("PATCH", path, right, {200: answer}, writes=True)

    def delete(self, path: str, right: str, answers: dict[int, Any]) -> Callable[[Function], Function]:
        """A function that takes something away, or ends a state."""
        return self._task("DELETE", path, right, answers, writes=True)

    def _task(
        self, method: str, path: str, right: str, answers: dict[int, Any], *, writes: bool
    ) -> Callable[[Function], Function]:
        moved = {308: Refusal} if "{party_id}" in path else {}
        declared = {**answers, **moved, **dict.fromkeys(REFUSALS if writes else READING, Refusal)}

        def add(function: Function) -> Function:
            known: set[str] = set()
            self.router.api_operation(
                [method],
                path,
                auth=Bearer(right, writes=writes),
                response=declared,
                operation_id=function.__name__,
                summary=_summary(function),
                description=_description(function),
                tags=[self.title],
                url_name=_url_name(path),
                exclude_unset=True,
                openapi_extra={"parameters": [KEY]} if method == "POST" else None,
            )(_exact(function, known))
            known |= _queried(self.router, path, method)
            self.tasks.append(Task(method, path, right, writes))
            return function

        return add


def _exact(function: Callable[..., Any], known: set[str]) -> Callable[..., Any]:
    """The function, refusing what it does not know: a filter with a typing error must not mean everybody."""

    @wraps(function)
    def exact(request: Request, **given: Any) -> HttpResponse:
        for name, values in request.GET.lists():
            if name not in known:
                raise Refused(f"“{name[:60]}” cannot be asked for here.", place=name[:60], code="unknown")
            if len(values) > 1:
                raise Refused(f"“{name[:60]}” stands twice.", place=name[:60], code="twice")
        return function(request, **given)  # type: ignore[no-any-return]

    return exact


def _queried(router: Router, path: str, method: str) -> set[str]:
    operation = next(one for one in router.path_operations[path].operations if method in one.methods)
    return {
        name
        for model in operation.models
        if model.__ninja_param_source__ == "query"
        for name in getattr(model, "__ninja_flatten_map__", {})
    }


def _url_name(path: str) -> str:
    return re.sub(r"\W+", "-", re.sub(r"{\w+}", "one", path)).strip("-")


def _summary(function: Callable[..., Any]) -> str:
    return (function.__doc__ or "").strip().splitlines()[0].rstrip(".")


def _description(function: Callable[..., Any]) -> str:
    return " ".join((function.__doc__ or "").split())
