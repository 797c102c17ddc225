"""A segment by region: its parts, and a segment made of one of them."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rapport.apps.accounts.models import Member
from rapport.apps.customers.operations import PartyFacts, archive_party, create_segment, record_parties, record_regions
from rapport.apps.customers.queries import count_and_sample
from rapport.apps.customers.queries.segments import segment_regions


def three_parts(member: Member) -> tuple[dict[str, int], list[int]]:
    regions = record_regions(member, ["Galicia", "Styria"])
    homes = ["Galicia", "Galicia", "Styria", None, "Styria"]
    facts = [
        PartyFacts(name=f"P{at}", region_id=regions[home] if home else None, external_id=str(at))
        for at, home in enumerate(homes)
    ]
    return regions, record_parties(member, facts).ids


def test_a_segment_is_counted_by_region(edi: Member) -> None:
    _regions, ids = three_parts(edi)
    made = create_segment(edi, name="Four", party_ids=ids)
    archive_party(edi, ids[4])

    parts = segment_regions(edi, made)

    assert [(one.name, one.count, one.percent) for one in parts] == [
        ("Galicia", 2, "50.00"),
        ("", 1, "25.00"),
        ("Styria", 1, "25.00"),
    ]


def test_the_page_leads_from_a_region_to_its_records_and_to_a_segment_of_them(edi: Member, client: Client) -> None:
    regions, ids = three_parts(edi)
    made = create_segment(edi, name="All five", party_ids=ids)
    client.force_login(edi.user)

    text = client.get(f"/w/glow/segments/{made.pk}").content.decode()
    editor = client.get(f"/w/glow/segments/new?segment={made.pk}&region=Styria").content.decode()

    assert f"/customers?segment={made.pk}&amp;region={regions['Styria']}" in text
    assert f"/segments/new?segment={made.pk}&amp;region=Styria" in text
    assert '<option value="Styria" selected>' in editor


def test_the_rule_of_a_part_means_the_part(edi: Member) -> None:
    _regions, ids = three_parts(edi)
    made = create_segment(edi, name="All five", party_ids=ids)
    rule = {
        "all": [
            {"condition": "in_segment", "operator": "is", "value": made.pk},
            {"condition": "region", "operator": "is", "value": "Styria"},
        ]
    }

    assert count_and_sample(edi, rule).count == 2


def test_the_page_of_a_segment_costs_few_queries(edi: Member, client: Client) -> None:
    _regions, ids = three_parts(edi)
    made = create_segment(edi, name="All five", party_ids=ids)
    client.force_login(edi.user)
    client.get(f"/w/glow/segments/{made.pk}")

    with CaptureQueriesContext(connection) as asked:
        client.get(f"/w/glow/segments/{made.pk}")

    assert len(asked) <= 15, len(asked)
