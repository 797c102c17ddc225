"""The list: sorted by any column, as a saved view, with cells that are changed where they stand."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party, SavedView
from rapport.apps.customers.operations import (
    PartyFacts,
    archive_party,
    create_party,
    record_parties,
    record_regions,
    update_party,
)
from rapport.apps.customers.operations.fields import create_field
from rapport.apps.customers.operations.saved_views import change_view, delete_view, save_view
from rapport.apps.customers.queries import PartyFilter, finding, list_parties, lists
from rapport.apps.customers.queries.columns import OF_RECORDS
from rapport.apps.customers.queries.lists import ids_in_order
from rapport.apps.customers.queries.saved_views import saved_views
from rapport.kernel.conditions import ConditionError
from rapport.kernel.errors import Conflict, Missing, NotPermitted, Refused

IN_LYON = {"condition": "city", "operator": "is", "value": "Lyon"}
SORTABLE = [column.key for column in OF_RECORDS if column.order or column.path]


@pytest.fixture
def browser(client: Client, edi: Member) -> Client:
    client.force_login(edi.user)
    return client


@pytest.fixture
def address(edi: Member) -> Callable[[str], str]:
    return lambda path: f"/w/{edi.workspace.slug}/{path}"


def sixty(member: Member) -> list[int]:
    """Sixty records; every third has neither city, region nor own field."""
    spain, france = record_regions(member, ["Spain", "France"]).values()
    create_field(member, title="Points", kind="number")
    facts = [
        PartyFacts(name=f"P {n:02}", email=f"p{n % 7}-{n}@mail.example")
        if n % 3 == 0
        else PartyFacts(
            name=f"P {n:02}",
            city=["Lyon", "Lugo", "Évora"][n % 3],
            region_id=[spain, france][n % 2],
            birth_date=date(1980, 1, 1 + n % 20),
            attributes={"points": n % 11},
        )
        for n in range(60)
    ]
    return record_parties(member, facts).ids


@pytest.mark.parametrize("falling", ["", "-"])
@pytest.mark.parametrize("key", [*SORTABLE, "attributes.points"])
def test_every_sortable_column_shows_everybody_once_there_and_back(edi: Member, key: str, falling: str) -> None:
    sixty(edi)
    wanted = PartyFilter(sort=f"{falling}{key}")

    pages, cursor = [], ""
    while True:
        found = list_parties(edi, wanted, cursor=cursor, size=13)
        pages.append([party.pk for party in found.page.rows])
        if not found.page.next:
            break
        cursor = found.page.next
    back = list_parties(edi, wanted, cursor=found.page.previous, size=13)

    seen = [pk for page in pages for pk in page]
    assert found.sort == wanted.sort
    assert len(seen) == len(set(seen)) == 60
    assert [party.pk for party in back.page.rows] == pages[-2]
    assert ids_in_order(edi, wanted) == seen


def test_those_without_a_value_come_last_both_ways(edi: Member) -> None:
    sixty(edi)

    for key in ("city", "attributes.points", "region"):
        for falling in ("", "-"):
            rows = list_parties(edi, PartyFilter(sort=f"{falling}{key}"), size=60).page.rows
            assert [party.city for party in rows].index("") == 40
    points = [
        row.attributes.get("points") for row in list_parties(edi, PartyFilter(sort="-attributes.points")).page.rows
    ]
    assert points[:40] == sorted(points[:40], reverse=True)


def test_a_rule_narrows_the_list_and_a_wrong_one_is_refused(edi: Member) -> None:
    sixty(edi)

    found = list_parties(edi, PartyFilter(rule={"not": IN_LYON}))

    assert found.count.number == 60
    with pytest.raises(ConditionError):
        list_parties(edi, PartyFilter(rule={"condition": "city", "operator": "is", "value": {"sql": "1=1"}}))


def test_a_view_keeps_rule_columns_order_and_layout(edi: Member) -> None:
    view = save_view(edi, name=" Lyon ", rule=IN_LYON, columns=["city", "nonsense"], sort="-city", layout="cards")

    kept = saved_views(edi).get(pk=view.pk)

    assert (kept.name, kept.rule, kept.columns) == ("Lyon", IN_LYON, ["name", "city"])
    assert (kept.sort, kept.layout, kept.shared_at) == ("-city", "cards", None)


def test_whoever_sees_the_list_keeps_views_of_their_own_and_shares_none(vic: Member, edi: Member) -> None:
    view = save_view(vic, name="Mine", rule=IN_LYON)

    changed = change_view(vic, view.pk, sort="-name")

    assert (changed.sort, [one.name for one in saved_views(vic)]) == ("-name", ["Mine"])
    assert not saved_views(edi).exists()
    with pytest.raises(NotPermitted):
        save_view(vic, name="For all", shared=True)
    with pytest.raises(NotPermitted):
        change_view(vic, view.pk, shared=True)
    assert delete_view(vic, view.pk).name == "Mine"


def test_a_shared_view_is_not_changed_by_who_only_looks(edi: Member, vic: Member) -> None:
    view = save_view(edi, name="For all", shared=True)

    for act in (lambda: change_view(vic, view.pk, sort="-name"), lambda: delete_view(vic, view.pk)):
        with pytest.raises(Conflict):
            act()


def test_a_long_list_is_sorted_by_phone_too(edi: Member) -> None:
    phones = {"B": "+34 600 123 402", "A": "+34 600 123 401", "None": None}
    record_parties(edi, [PartyFacts(name=name, phone=phone) for name, phone in phones.items()])

    found = list_parties(edi, PartyFilter(sort="phone"))

    assert [row.name for row in found.page.rows if row.name in ("A", "B", "None")] == ["A", "B", "None"]
    assert "phone" in found.sortable


def test_own_views_are_private_until_they_are_shared(edi: Member, ada: Member, vic: Member) -> None:
    view = save_view(edi, name="Mine")

    assert not saved_views(ada).exists()
    with pytest.raises(Missing):
        change_view(ada, view.pk, name="Hers")
    change_view(edi, view.pk, shared=True)
    assert [one.name for one in saved_views(vic)] == ["Mine"]
    with pytest.raises(Conflict):
        delete_view(vic, view.pk)
    delete_view(ada, view.pk)
    assert not SavedView.objects.of(edi).exists()


@pytest.mark.parametrize(
    "said", [{"name": " "}, {"name": "x" * 81}, {"sort": "tags"}, {"sort": "pk; drop"}, {"layout": "pie"}]
)
def test_what_no_view_can_be_is_refused(edi: Member, said: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        save_view(edi, **{"name": "V", **said})
    assert not SavedView.objects.of(edi).exists()


def test_two_views_of_one_member_never_share_a_name(edi: Member, ada: Member) -> None:
    save_view(edi, name="V")
    save_view(ada, name="V")

    with pytest.raises(Conflict):
        save_view(edi, name="V")


def test_the_page_of_a_view_shows_its_columns_and_asks_little(
    browser: Client, edi: Member, address: Callable[[str], str], django_assert_max_num_queries: Any
) -> None:
    sixty(edi)
    keys = ["city", "company", "account_manager", "service_team", "tags", "attributes.points"]
    table = save_view(edi, name="Table", rule={"not": IN_LYON}, columns=keys, sort="-attributes.points")
    cards = save_view(edi, name="Cards", columns=keys, layout="cards")

    for view in (table, cards):
        with django_assert_max_num_queries(15):
            page = browser.get(address(f"customers?view={view.pk}&q=p"))
        assert page.status_code == 200
        assert "Points" in page.content.decode()


def test_the_list_is_saved_with_its_quick_filters(browser: Client, edi: Member, address: Callable[[str], str]) -> None:
    spain = record_regions(edi, ["Spain"])["Spain"]

    browser.post(
        address("customers/views"), {"name": "Spanish", "list": f"region={spain}&sort=-city&columns=name,city"}
    )
    view = SavedView.objects.of(edi).get()
    browser.post(address(f"customers/views/{view.pk}"), {"list": f"view={view.pk}&layout=cards"})

    view.refresh_from_db()
    assert view.rule == {"condition": "region", "operator": "is", "value": "Spain"}
    assert (view.sort, view.columns, view.layout) == ("-city", ["name", "city"], "cards")


@pytest.mark.parametrize(
    "rule", ["{", "[]", '{"any": []}', "x" * 30_000, '{"condition": "nonsense", "operator": "is"}']
)
def test_a_damaged_rule_in_the_address_is_left_out_and_said(
    browser: Client, edi: Member, address: Callable[[str], str], rule: str
) -> None:
    create_party(edi, name="Ana")

    page = browser.get(address("customers"), {"rule": rule})

    assert page.status_code == 200
    assert page.context["asked"].problem
    assert "Ana" in page.content.decode()


def test_a_rule_is_built_in_the_editor_and_stands_in_the_address(
    browser: Client, edi: Member, address: Callable[[str], str]
) -> None:
    record_parties(edi, [PartyFacts(name="Ana", city="Lyon"), PartyFacts(name="Bo", city="Lugo")])
    typed = {
        "rule-0-word": "all",
        "rule-0-0-condition": "city",
        "rule-0-0-operator": "is",
        "rule-0-0-value": "Lyon",
    }

    answer = browser.post(address("customers/filter?sort=-name"), typed)
    page = browser.get(answer["Location"])

    assert [line.party.name for line in page.context["lines"]] == ["Ana"]
    assert "sort=-name" in answer["Location"]


def test_a_cell_is_changed_where_it_stands_and_can_be_put_back(
    browser: Client, edi: Member, address: Callable[[str], str]
) -> None:
    party = create_party(edi, name="Ana", city="Lugo")
    cell = address(f"customers/{party.pk}/cells/city")

    answer = browser.post(cell, {"value": "Lyon", "was": "Lugo"}, headers={"HX-Request": "true"})
    undo = answer.headers["HX-Trigger"]
    party.refresh_from_db()

    assert (answer.status_code, party.city) == (200, "Lyon")
    assert f"{cell}?value=Lugo&was=Lyon" in undo
    browser.post(f"{cell}?value=Lugo&was=Lyon")
    party.refresh_from_db()
    assert party.city == "Lugo"


@pytest.mark.parametrize(
    ("column", "typed"),
    [("birth_date", "yesterday"), ("birth_date", "2999-01-01"), ("email", "nobody"), ("name", ""), ("website", "no")],
)
def test_what_a_field_cannot_hold_is_said_at_the_cell(
    browser: Client, edi: Member, address: Callable[[str], str], column: str, typed: str
) -> None:
    party = create_party(edi, name="Ana")

    answer = browser.post(address(f"customers/{party.pk}/cells/{column}"), {"value": typed})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


def test_own_fields_are_read_by_their_kind(browser: Client, edi: Member, address: Callable[[str], str]) -> None:
    party = create_party(edi, name="Ana")
    kinds = {"number": ("12,5", 12.5), "amount": ("3.20", 32_000), "yes_no": ("yes", True), "date": ("2026-03-01",) * 2}
    for kind, (typed, kept) in kinds.items():
        field = create_field(edi, title=kind, kind=kind)

        cell = address(f"customers/{party.pk}/cells/attributes.{field.key}")
        answer = browser.post(cell, {"value": typed, "was": ""})

        party.refresh_from_db()
        assert (answer.status_code, party.attributes[field.key]) == (200, kept)


def test_two_people_in_one_cell_the_second_sees_both(
    browser: Client, edi: Member, ada: Member, address: Callable[[str], str]
) -> None:
    party = create_party(edi, name="Ana", city="Lugo", industry="Shoes")
    update_party(ada, party.pk, city="Lyon")

    city = browser.post(address(f"customers/{party.pk}/cells/city"), {"value": "Évora", "was": "Lugo"})
    industry = browser.post(address(f"customers/{party.pk}/cells/industry"), {"value": "Hats", "was": "Shoes"})

    text = city.content.decode()
    assert city.status_code == 422
    assert "Évora" in text
    assert "Lyon" in text
    assert (industry.status_code, Party.objects.of(edi).get().industry) == (200, "Hats")


@pytest.mark.parametrize("most", [1, 10_000])
def test_a_search_alone_counts_the_living_and_finds_the_same_however_many(
    edi: Member, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(finding, "COUNTED_UP_TO", most)
    monkeypatch.setattr(lists, "COUNTED_UP_TO", most)
    monkeypatch.setattr(lists, "FEW", min(most, lists.FEW))
    ids = record_parties(edi, [PartyFacts(name=f"Marta {number}", external_id=f"m{number}") for number in range(4)]).ids
    archive_party(edi, ids[0])

    found = list_parties(edi, PartyFilter(search="arta"))
    beside = list_parties(edi, PartyFilter(search="arta", kind="person"))

    assert [row.pk for row in found.page.rows] == [row.pk for row in beside.page.rows] == ids[1:]
    assert (found.count.number, found.count.exact) == ((3, True) if most > 3 else (1, False))
