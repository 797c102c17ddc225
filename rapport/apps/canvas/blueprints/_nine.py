"""The nine-section model, the common ground of all templates."""

NINE_SECTIONS = (
    "profile",
    "needs",
    "pains",
    "value",
    "touchpoints",
    "journey",
    "relationships",
    "metrics",
    "actions",
)

# Where notes feel at home when a template has no section for theirs: the nearest in meaning first.
NEAREST = {
    "profile": ("needs", "relationships", "value"),
    "needs": ("profile", "pains", "value"),
    "pains": ("needs", "profile", "journey", "touchpoints", "value"),
    "value": ("needs", "relationships", "touchpoints"),
    "touchpoints": ("journey", "relationships", "value"),
    "journey": ("touchpoints", "relationships", "actions", "pains"),
    "relationships": ("touchpoints", "actions", "value"),
    "metrics": ("actions", "relationships", "profile", "value"),
    "actions": ("relationships", "metrics", "value"),
}
