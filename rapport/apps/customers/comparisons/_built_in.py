"""The rules a workspace begins with."""

from typing import Any, NamedTuple


class BuiltIn(NamedTuple):
    """A rule that ships."""

    name: str
    applies_to: str
    weight: float
    rule: dict[str, Any]


def _all(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"all": list(parts)}


def _is(comparison: str, at_least: float | None = None) -> dict[str, Any]:
    return {"comparison": comparison} if at_least is None else {"comparison": comparison, "at_least": at_least}


BUILT_IN = [
    BuiltIn("Same e-mail and similar name", "person", 0.99, _all(_is("same_email"), _is("similar_name", 0.8))),
    BuiltIn(
        "Same phone and similar name",
        "person",
        0.97,
        _all(_is("same_phone"), _is("similar_name", 0.82), _is("no_other_birth_date")),
    ),
    BuiltIn("Similar name and same birthday", "person", 0.98, _all(_is("similar_name", 0.85), _is("same_birth_date"))),
    BuiltIn(
        "Similar name at the same address",
        "person",
        0.95,
        _all(
            _is("similar_name", 0.85),
            _is("same_postal_code"),
            _is("similar_street", 0.85),
            _is("no_other_birth_date"),
        ),
    ),
    BuiltIn(
        "Same long name and postal code",
        "person",
        0.94,
        _all(_is("similar_long_name", 0.96), _is("same_postal_code"), _is("no_other_birth_date")),
    ),
    BuiltIn(
        "Same name and postal code",
        "person",
        0.8,
        _all(_is("similar_name", 0.94), _is("same_postal_code"), _is("no_other_birth_date")),
    ),
    BuiltIn("Same tax number", "company", 0.99, {"comparison": "same_tax_number"}),
    BuiltIn("Same domain and similar name", "company", 0.97, _all(_is("same_domain"), _is("similar_name", 0.75))),
    BuiltIn("Same phone and similar firm", "company", 0.95, _all(_is("same_phone"), _is("similar_name", 0.8))),
    BuiltIn(
        "Similar firm at the same address",
        "company",
        0.94,
        _all(_is("similar_name", 0.85), _is("same_postal_code"), _is("similar_street", 0.85)),
    ),
]
