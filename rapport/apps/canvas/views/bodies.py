"""What scripts send: a JSON object in the body of a request."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest

from rapport.kernel.errors import Refused


def json_object(request: HttpRequest) -> dict[str, Any]:
    """The object in the body. Raises Refused for anything else."""
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise Refused("The body is not JSON.", place="body", code="json") from error
    if not isinstance(body, dict):
        raise Refused("The body is not a JSON object.", place="body", code="json")
    return body
