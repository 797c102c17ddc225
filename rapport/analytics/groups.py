"""The headings under which metrics are listed, in order."""

from __future__ import annotations

GROUPS: dict[str, str] = {
    "buying": "Buying",
    "newcomers": "New and existing customers",
    "loyalty": "Coming back",
    "value": "Value and margin",
    "range": "Cross-selling",
    "terms": "Discounts, delivery and payment",
    "answers": "Answers",
    "trust": "Trust and advocacy",
    "surveys": "Surveys",
    "subscriptions": "Subscriptions",
    "service": "Service",
    "contacts": "Contacts",
    "acquisition": "Acquisition",
    "leads": "Leads",
    "deals": "Deals",
    "referrals": "Referrals",
    "use": "Use and health",
    "community": "Community, ideas and rewards",
    "effects": "Effects",
    "knowledge": "What is known of customers",
}
