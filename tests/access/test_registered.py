"""Every address is registered, and the matrix and the views agree."""

from tests.access.matrix import found_routes, routes


def test_every_route_is_in_the_matrix() -> None:
    registered = {route.name for route in routes()}

    assert [found.name for found in found_routes() if found.name not in registered] == []


def test_the_matrix_names_only_routes_that_exist() -> None:
    existing = {found.name for found in found_routes()}

    assert [route.name for route in routes() if route.name not in existing] == []


def test_the_view_declares_the_right_that_the_matrix_names() -> None:
    declared = {found.name: getattr(found.pattern.callback, "access", None) for found in found_routes()}
    wrong = [
        f"{route.name}: {declared[route.name]}"
        for route in routes()
        if (access := declared[route.name]) is None
        or (access.right, access.audience, set(access.methods)) != (route.right, route.audience, set(route.methods))
    ]

    assert wrong == []
