"""What the pages of imports share."""

from typing import Any

from django.core.paginator import Page
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from rapport.apps.accounts.models import Member
from rapport.apps.exchange.models import Import


def turns(found: Page[Any]) -> dict[str, str]:
    """Addresses of the page before and the page after."""
    previous_url = f"?page={found.previous_page_number()}" if found.has_previous() else ""
    next_url = f"?page={found.next_page_number()}" if found.has_next() else ""
    return {"previous_url": previous_url, "next_url": next_url}


def address(name: str, member: Member, source: Import) -> str:
    """The address of a page of an import."""
    return reverse(f"exchange:{name}", args=(member.workspace.slug, source.pk))


def to(name: str, member: Member, source: Import) -> HttpResponse:
    """Send the browser to a page of an import."""
    return redirect(address(name, member, source))
