"""The pages of people, companies and segments."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party, PartyTag, Segment
from rapport.apps.customers.operations import (
    PartyFacts,
    archive_party,
    create_party,
    create_segment,
    record_parties,
    record_regions,
)
from rapport.apps.customers.queries import PartyFilter, count_parties, list_parties

MARKUP = '<script>alert("x")</script><b>Bo</b>'


@pytest.fixture
def browser(client: Client, edi: Member) -> Client:
    client.force_login(edi.user)
    return client


@pytest.fixture
def address(edi: Member) -> Callable[[str], str]:
    return lambda path: f"/w/{edi.workspace.slug}/{path}"


def many(member: Member, count: int) -> None:
    region = record_regions(member, ["Spain"])["Spain"]
    record_parties(member, [PartyFacts(name=f"P {n:03}", region_id=region, tags=["a", "b"]) for n in range(count)])


def test_the_list_is_paged_by_cursor_there_and_back(edi: Member) -> None:
    many(edi, 120)

    first = list_parties(edi, PartyFilter())
    second = list_parties(edi, PartyFilter(), cursor=first.page.next)
    third = list_parties(edi, PartyFilter(), cursor=second.page.next)
    back = list_parties(edi, PartyFilter(), cursor=third.page.previous)

    names = [party.name for page in (first, second, third) for party in page.page.rows]
    assert names == [f"P {n:03}" for n in range(120)]
    assert (first.page.previous, third.page.next) == ("", "")
    assert [party.name for party in back.page.rows] == [party.name for party in second.page.rows]


@pytest.mark.parametrize("sort", ["name", "-name", "new", "-new", "nonsense"])
def test_every_sort_shows_everybody_once(edi: Member, sort: str) -> None:
    many(edi, 60)

    first = list_parties(edi, PartyFilter(sort=sort))
    second = list_parties(edi, PartyFilter(sort=sort), cursor=first.page.next)

    assert len({party.pk for page in (first, second) for party in page.page.rows}) == 60


@pytest.mark.parametrize("cursor", ["x", "!!!", "W10", "bnVsbA", "WyI-IiwgbnVsbCwgMV0"])
def test_a_damaged_cursor_means_the_start(edi: Member, cursor: str) -> None:
    many(edi, 3)

    assert len(list_parties(edi, PartyFilter(), cursor=cursor).page.rows) == 3


@pytest.mark.parametrize(
    "search", ["núñ", "NUNEZ", "lea núñ", "a@exam", "600111222", "(600) 111-222", "+34 600 111 222", "0600 11", "k-77"]
)
def test_the_search_finds_fragments_accents_and_phones(edi: Member, search: str) -> None:
    create_party(edi, name="Léa Núñez", email="lea@example.com", phone="+34 600 111 222", external_id="K-77")
    create_party(edi, name="Somebody else", phone="+34 911 999 888")

    assert [party.name for party in list_parties(edi, PartyFilter(search=search)).page.rows] == ["Léa Núñez"]


def test_filters_narrow_the_list(edi: Member) -> None:
    spain = record_regions(edi, ["Spain"])["Spain"]
    record_parties(
        edi,
        [
            PartyFacts(name="Ana", region_id=spain, tags=["vip"]),
            PartyFacts(name="Bo GmbH", kind="company"),
            PartyFacts(name="Cid"),
        ],
    )
    ana = Party.objects.of(edi).get(name="Ana")
    archive_party(edi, Party.objects.of(edi).get(name="Cid").pk)
    panel = create_segment(edi, name="Panel", party_ids=[ana.pk])
    tag = PartyTag.objects.of(edi).get()

    def names(**wanted: Any) -> list[str]:
        return [party.name for party in list_parties(edi, PartyFilter(**wanted)).page.rows]

    assert names() == ["Ana", "Bo GmbH"]
    assert names(kind="company") == ["Bo GmbH"]
    assert names(region_id=spain) == names(tag_id=tag.tag_id) == names(segment_id=panel.pk) == ["Ana"]
    assert names(archived=True) == ["Cid"]
    assert count_parties(edi, PartyFilter()).number == 2


def test_list_pages_ask_the_database_a_few_times(
    browser: Client, edi: Member, address: Callable[[str], str], django_assert_max_num_queries: Any
) -> None:
    many(edi, 70)
    for number in range(12):
        create_segment(edi, name=f"S{number}", rule={"condition": "tag", "operator": "is", "value": "a"})

    for path in ("customers", "customers?q=p&sort=-name", "segments"):
        with django_assert_max_num_queries(15):
            assert browser.get(address(path)).status_code == 200


def test_markup_in_names_stays_text(browser: Client, edi: Member, address: Callable[[str], str]) -> None:
    party = create_party(edi, name=MARKUP, city=MARKUP, tags=["<i>t</i>"])
    segment = create_segment(
        edi, name=MARKUP, description=MARKUP, rule={"condition": "name", "operator": "is", "value": MARKUP}
    )

    for path in (
        "customers",
        f"customers/{party.pk}",
        "segments",
        f"segments/{segment.pk}",
        f"segments/{segment.pk}/rule",
        f"customers/{party.pk}/facts",
    ):
        text = browser.get(address(path)).content.decode()
        assert "<script>alert" not in text
        assert "<b>Bo" not in text
        assert "&lt;b&gt;Bo" in text


def test_a_person_is_added_and_shown(browser: Client, edi: Member, address: Callable[[str], str]) -> None:
    answer = browser.post(address("customers/new"), {"name": "Lea", "email": "Lea@Example.com"}, follow=True)

    party = Party.objects.of(edi).get()
    assert answer.redirect_chain == [(address(f"customers/{party.pk}"), 302)]
    assert "Lea@Example.com" in answer.content.decode()


def test_a_known_address_is_shown_before_another_record_is_made(
    browser: Client, edi: Member, address: Callable[[str], str]
) -> None:
    create_party(edi, name="Lea", email="lea@example.com")

    first = browser.post(address("customers/new"), {"name": "L.", "email": "LEA@example.com"})
    second = browser.post(address("customers/new"), {"name": "L.", "email": "LEA@example.com", "known_is_fine": "on"})

    assert (first.status_code, second.status_code) == (409, 302)
    assert "already in your records" in first.content.decode()
    assert Party.objects.of(edi).count() == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "no address"),
        ("phone", "call me"),
        ("name", ""),
        ("birth_date", "2999-01-01"),
        ("region_id", "987654"),
    ],
)
def test_bad_input_gets_its_error_at_the_field(
    browser: Client, edi: Member, address: Callable[[str], str], field: str, value: str
) -> None:
    answer = browser.post(address("customers/new"), {"name": "Lea", field: value})

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Party.objects.of(edi).exists()


def test_a_record_is_changed_archived_and_restored(browser: Client, edi: Member, address: Callable[[str], str]) -> None:
    party = create_party(edi, name="Lea", city="Lugo")
    page = address(f"customers/{party.pk}")

    browser.post(f"{page}/facts", {"name": "Lea N.", "city": ""})
    browser.post(f"{page}/archival")
    archived = Party.objects.of(edi).get()
    browser.post(f"{page}/archival", {"_method": "delete"})

    assert (archived.name, archived.city, archived.archived_at is None) == ("Lea N.", "", False)
    assert Party.objects.of(edi).get().archived_at is None


def test_tags_come_and_go_on_the_record(browser: Client, edi: Member, address: Callable[[str], str]) -> None:
    party = create_party(edi, name="Lea")

    answer = browser.post(address(f"customers/{party.pk}/tags"), {"name": "vip"}, headers={"HX-Request": "true"})
    tag_id = PartyTag.objects.of(edi).get().tag_id
    browser.delete(address(f"customers/{party.pk}/tags/{tag_id}"))

    assert 'id="party-tags"' in answer.content.decode()
    assert not PartyTag.objects.of(edi).exists()


def test_the_selection_is_tagged_or_becomes_a_segment(
    browser: Client, edi: Member, address: Callable[[str], str]
) -> None:
    ids = record_parties(edi, [PartyFacts(name="A"), PartyFacts(name="B")]).ids

    browser.post(address("customers/selection"), {"do": "tag", "word": "vip", "party": ids})
    browser.post(address("customers/selection"), {"do": "segment", "segment_name": "Panel", "party": ids})
    refused = browser.post(address("customers/selection"), {"do": "tag", "word": "vip"})

    assert PartyTag.objects.of(edi).count() == 2
    assert Segment.objects.of(edi).get().kind == "fixed"
    assert refused.status_code == 422


RULE = {
    "rule-0-word": "all",
    "rule-0-0-condition": "city",
    "rule-0-0-operator": "is",
    "rule-0-0-value": "Lugo",
    "rule-0-1-word": "none",
    "rule-0-1-0-condition": "tag",
    "rule-0-1-0-operator": "is_one_of",
    "rule-0-1-0-value": ["staff", "test"],
}
TREE = {
    "all": [
        {"condition": "city", "operator": "is", "value": "Lugo"},
        {"not": {"any": [{"condition": "tag", "operator": "is_one_of", "value": ["staff", "test"]}]}},
    ]
}


def test_a_rule_typed_into_the_editor_is_stored_as_a_tree(
    browser: Client, edi: Member, address: Callable[[str], str]
) -> None:
    answer = browser.post(address("segments/new"), {"name": "Lugo", "hue": "teal", **RULE})

    segment = Segment.objects.of(edi).get()
    assert answer.status_code == 302
    assert (segment.rule, segment.hue) == (TREE, "teal")


def test_a_stored_rule_comes_back_into_the_editor_unchanged(
    browser: Client, edi: Member, address: Callable[[str], str]
) -> None:
    segment = create_segment(edi, name="Lugo", rule=TREE)

    answer = browser.get(address(f"segments/{segment.pk}/rule"))

    draft = answer.context["builder"].draft
    assert draft.tree() == TREE


def test_buttons_of_the_editor_work_without_script(browser: Client, edi: Member, address: Callable[[str], str]) -> None:
    def paths(do: str) -> list[str]:
        answer = browser.post(address("segments/new"), {"name": "x", "do": do, **RULE})
        return [leaf.path for leaf in answer.context["builder"].draft.leaves()]

    assert paths("leaf:0") == ["0-0", "0-1-0", "0-2"]
    assert paths("leaf:0-1") == ["0-0", "0-1-0", "0-1-1"]
    assert paths("group:0") == ["0-0", "0-1-0", "0-2-0"]
    assert paths("remove:0-0") == ["0-0-0"]
    assert paths("remove:0-1") == ["0-0"]
    assert paths("remove:9-9") == paths("explode:0") == ["0-0", "0-1-0"]
    assert not Segment.objects.of(edi).exists()


def test_the_preview_counts_while_a_condition_is_unfinished(
    browser: Client, edi: Member, address: Callable[[str], str]
) -> None:
    record_parties(edi, [PartyFacts(name="Ana", city="Lugo"), PartyFacts(name="Bo")])
    unfinished = {**RULE, "rule-0-2-condition": "order_count", "rule-0-2-operator": "at_least", "rule-0-2-value": ""}

    answer = browser.post(address("segments/preview"), unfinished)

    assert answer.context["matches"].count == 1
    assert "not complete yet" in answer.content.decode()


def test_a_half_finished_rule_is_not_saved_and_nothing_typed_is_lost(
    browser: Client, edi: Member, address: Callable[[str], str]
) -> None:
    answer = browser.post(address("segments/new"), {"name": "Lugo", "hue": "teal", **RULE, "rule-0-0-value": " "})

    assert answer.status_code == 422
    assert "Fill in a value" in answer.content.decode()
    assert 'value="Lugo"' in answer.content.decode()
    assert not Segment.objects.of(edi).exists()


def test_a_summary_above_the_rule_leads_to_everything_that_is_missing(
    browser: Client, edi: Member, address: Callable[[str], str]
) -> None:
    empty = {"rule-0-1-0-value": [], "rule-0-2-condition": ""}

    answer = browser.post(address("segments/new"), {"name": "", "hue": "teal", **RULE, **empty})

    page = answer.content.decode()
    assert "3 things to put right" in page
    assert "is not a number" not in page
    assert [place in page for place in ('"#id_name"', '"#rule-0-1-0-value"', '"#rule-0-2-condition"')] == [True] * 3
    assert page.count('aria-describedby="rule-0-1-0-error"') == 1


@pytest.mark.parametrize("starter", ["regulars", "one-order", "region", "quiet", "unhappy", "companies", "nonsense"])
def test_every_starter_opens_the_editor(
    browser: Client, edi: Member, address: Callable[[str], str], starter: str
) -> None:
    assert browser.get(address(f"segments/new?starter={starter}")).status_code == 200


def test_a_segment_is_archived_and_restored(browser: Client, edi: Member, address: Callable[[str], str]) -> None:
    segment = create_segment(edi, name="Lugo", rule=TREE)

    browser.post(address(f"segments/{segment.pk}/archival"))
    archived = browser.get(address("segments?archived=1")).content.decode()
    browser.delete(address(f"segments/{segment.pk}/archival"))

    assert "Lugo" in archived
    assert Segment.objects.of(edi).get().archived_at is None


def test_viewers_see_no_buttons_that_write(
    client: Client, edi: Member, vic: Member, address: Callable[[str], str]
) -> None:
    party = create_party(edi, name="Lea")
    segment = create_segment(edi, name="Lugo", rule=TREE)
    client.force_login(vic.user)

    for path in ("customers", f"customers/{party.pk}", "segments", f"segments/{segment.pk}"):
        text = client.get(address(path)).content.decode()
        assert "archival" not in text
        assert "segments/new" not in text
        assert "customers/new" not in text
