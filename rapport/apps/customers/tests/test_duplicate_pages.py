"""The pages about duplicates."""

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.customers import operations
from rapport.apps.customers.models import DuplicateGroup, DuplicateRule, Merge, Party
from rapport.kernel.jobs import run_jobs

pytestmark = pytest.mark.django_db
PAGES = "/w/glow/customers/duplicates"


@pytest.fixture
def desk(client: Client, ada: Member) -> Client:
    client.force_login(ada.user)
    return client


@pytest.fixture
def twins(ada: Member, desk: Client) -> list[Party]:
    return [
        operations.create_party(ada, kind="person", name="Ana Ruiz", email="ana@x.example", city="Lugo"),
        operations.create_party(ada, kind="person", name="Ruiz, Ana", email="ANA@x.example", city="Vigo"),
    ]


@pytest.fixture
def group(ada: Member, desk: Client, twins: list[Party]) -> DuplicateGroup:
    desk.post(f"{PAGES}/search")
    run_jobs()
    found: DuplicateGroup = DuplicateGroup.objects.of(ada).get()
    return found


def test_before_the_first_search_the_page_offers_it(desk: Client, ada: Member) -> None:
    assert "Look for duplicates" in desk.get(PAGES).content.decode()


def test_the_queue_shows_who_may_be_one_and_why(desk: Client, group: DuplicateGroup) -> None:
    page = desk.get(PAGES).content.decode()

    assert "Ruiz, Ana" in page
    assert "the same e-mail address" in page


def test_the_queue_asks_as_much_for_many_groups_as_for_one(
    desk: Client, ada: Member, group: DuplicateGroup, django_assert_max_num_queries: object
) -> None:
    for number in range(12):
        for _twice in range(2):
            operations.create_party(ada, kind="person", name=f"Leo {number}", email=f"leo{number}@x.example")
    desk.post(f"{PAGES}/search")
    run_jobs()

    with django_assert_max_num_queries(30):  # type: ignore[operator]
        assert "Leo 11" in desk.get(PAGES).content.decode()


def test_somebody_merges_with_chosen_fields_and_takes_it_apart(
    desk: Client, ada: Member, group: DuplicateGroup, twins: list[Party]
) -> None:
    first, second = twins
    page = desk.get(f"{PAGES}/{group.pk}").content.decode()
    assert "side-by-side__differs" in page

    said = {"kept": first.pk, "party": [first.pk, second.pk], "choice-name": first.pk, "choice-street": second.pk}
    answer = desk.post(f"{PAGES}/{group.pk}", said)

    assert answer.status_code == 302
    first.refresh_from_db()
    assert (first.name, first.city) == ("Ana Ruiz", "Vigo")
    moved = desk.get(f"/w/glow/customers/{second.pk}")
    assert moved["Location"] == f"/w/glow/customers/{first.pk}"
    assert "Ruiz, Ana" in desk.get(f"{PAGES}/merges").content.decode()
    desk.delete(f"{PAGES}/merges/{Merge.objects.of(ada).get().pk}")
    assert desk.get(f"/w/glow/customers/{second.pk}").status_code == 200


def test_a_group_that_changed_meanwhile_is_shown_again(desk: Client, ada: Member, group: DuplicateGroup) -> None:
    stranger = operations.create_party(ada, kind="person", name="Stranger")

    answer = desk.post(f"{PAGES}/{group.pk}", {"kept": stranger.pk, "party": [stranger.pk]})

    assert answer.status_code == 422
    assert "changed since" in answer.content.decode()


def test_told_apart_and_open_again(desk: Client, ada: Member, group: DuplicateGroup) -> None:
    desk.post(f"{PAGES}/{group.pk}/distinction")
    assert "Ruiz, Ana" in desk.get(f"{PAGES}?state=distinct").content.decode()

    desk.delete(f"{PAGES}/{group.pk}/distinction")

    assert "Ruiz, Ana" in desk.get(PAGES).content.decode()


def test_many_are_merged_after_a_look_at_them(desk: Client, ada: Member, group: DuplicateGroup) -> None:
    assert "Ruiz, Ana" in desk.get(f"{PAGES}/sure?at_least=0.95").content.decode()

    desk.post(f"{PAGES}/sure", {"at_least": "0.95"})
    run_jobs()

    assert Party.objects.of(ada).count() == 1


def test_the_record_says_that_it_may_be_there_twice(desk: Client, group: DuplicateGroup, twins: list[Party]) -> None:
    assert f"{PAGES}/{group.pk}" in desk.get(f"/w/glow/customers/{twins[0].pk}").content.decode()


def test_a_rule_is_written_counted_and_removed(desk: Client, ada: Member, twins: list[Party]) -> None:
    said = {"name": "Mail or phone", "weight": "0.8", "applies_to": "person",
            "part-0-0-comparison": "same_email", "part-0-1-comparison": "same_phone",
            "part-1-0-comparison": "similar_name", "part-1-0-at_least": "0.90"}  # fmt: skip

    assert "one group" in desk.post(f"{PAGES}/rules/count", said).content.decode()
    desk.post(f"{PAGES}/rules/new", said)

    rule = DuplicateRule.objects.of(ada).get()
    name = {"comparison": "similar_name", "at_least": 0.9}
    assert rule.rule == {"all": [{"any": [{"comparison": "same_email"}, {"comparison": "same_phone"}]}, name]}
    assert 'value="same_phone" selected' in desk.get(f"{PAGES}/rules/{rule.pk}").content.decode()
    assert desk.post(f"{PAGES}/rules/{rule.pk}", {"name": "", "weight": "2"}).status_code == 422
    desk.delete(f"{PAGES}/rules/{rule.pk}")
    assert not DuplicateRule.objects.of(ada).exists()


def test_an_empty_rule_says_what_it_lacks(desk: Client, ada: Member) -> None:
    said = {"name": "Nothing", "weight": "0.8", "applies_to": "person"}

    assert desk.post(f"{PAGES}/rules/new", said).status_code == 422
    assert "no comparisons yet" in desk.post(f"{PAGES}/rules/count", said).content.decode()


def test_the_rules_that_ship_are_laid_on_demand(desk: Client, ada: Member) -> None:
    desk.post(f"{PAGES}/rules")

    assert "Same tax number" in desk.get(f"{PAGES}/rules").content.decode()
