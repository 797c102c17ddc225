"""The templates that a workspace has made for itself."""

from rapport.apps.canvas.queries.templates.file import template_file
from rapport.apps.canvas.queries.templates.own import (
    Offer,
    TemplateCard,
    sections_to_copy,
    shipped_cards,
    template_cards,
    template_of,
    template_page,
    workspaces_to_share_with,
)

__all__ = [
    "Offer",
    "TemplateCard",
    "sections_to_copy",
    "shipped_cards",
    "template_cards",
    "template_file",
    "template_of",
    "template_page",
    "workspaces_to_share_with",
]
