"""The content policy and the headers beside it (R21)."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor

from asgiref.sync import iscoroutinefunction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from rapport.ui.policy import content_policy


def answer(request: HttpRequest, response: HttpResponse | None = None) -> HttpResponse:
    return content_policy(lambda _: response or HttpResponse("x"))(request)  # type: ignore[no-any-return]


def test_scripts_need_the_nonce_and_styles_come_from_files() -> None:
    request = RequestFactory().get("/")

    policy = answer(request).headers["Content-Security-Policy"]

    assert f"script-src 'self' 'nonce-{request.csp_nonce}'" in policy  # type: ignore[attr-defined]
    assert "style-src 'self';" in policy
    assert "unsafe" not in policy
    for rule in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"):
        assert rule in policy


def test_every_answer_has_a_nonce_of_its_own() -> None:
    policies = {answer(RequestFactory().get("/")).headers["Content-Security-Policy"] for _ in range(20)}

    assert len(policies) == 20


def test_a_view_may_set_a_policy_of_its_own() -> None:
    own = HttpResponse("x", headers={"Content-Security-Policy": "sandbox", "Referrer-Policy": "no-referrer"})

    shown = answer(RequestFactory().get("/"), own)

    assert shown.headers["Content-Security-Policy"] == "sandbox"
    assert shown.headers["Referrer-Policy"] == "no-referrer"


def test_pages_of_a_signed_in_browser_are_not_stored() -> None:
    request = RequestFactory().get("/")
    request.COOKIES["sessionid"] = "abc"

    assert answer(request).headers["Cache-Control"] == "no-store"
    assert "Cache-Control" not in answer(RequestFactory().get("/")).headers


def test_the_policy_holds_for_asynchronous_answers() -> None:
    async def later(_: HttpRequest) -> HttpResponse:
        return HttpResponse("x")

    answers_later = content_policy(later)
    # A thread of its own: browser tests leave a loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        response = pool.submit(asyncio.run, answers_later(RequestFactory().get("/"))).result()

    assert iscoroutinefunction(answers_later), "a synchronous answer would cost every stream a thread"
    assert "nonce-" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_the_page_uses_the_nonce_it_was_promised(client: Client, db: None) -> None:
    response = client.get("/styleguide")

    nonce = re.search(r"'nonce-([^']+)'", response.headers["Content-Security-Policy"])
    assert nonce is not None
    scripts = re.findall(r"<script(?![^>]*(?:src=|application/json))([^>]*)>", response.content.decode())
    assert scripts
    assert all(f'nonce="{nonce[1]}"' in script for script in scripts)


def test_the_headers_beside_the_policy_are_there(client: Client, db: None) -> None:
    headers = client.get("/styleguide").headers

    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
