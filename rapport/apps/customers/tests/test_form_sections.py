"""The form of a record: essentials first, the rest in groups that fold."""

from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.customers.forms.party import PartyForm, initial_facts
from rapport.apps.customers.operations import create_party
from rapport.apps.customers.operations.fields import create_field


def groups(form: PartyForm) -> dict[str, bool]:
    return {str(section.title): section.is_open for section in form.sections()}


def test_a_new_person_is_asked_the_essentials_and_may_open_the_rest(edi: Member) -> None:
    form = PartyForm(edi, kind="person")

    first, *others = form.sections()

    assert [field.name for field in first.fields] == ["name", "given_name", "family_name", "email", "phone"]
    assert first.is_open
    assert not any(section.is_open for section in others)


def test_no_field_is_left_out_and_none_stands_twice(ada: Member) -> None:
    create_field(ada, title="Points", kind="number")

    for kind in ("person", "company"):
        form = PartyForm(ada, kind=kind)
        shown = [field.name for section in form.sections() for field in section.fields]
        assert sorted(shown) == sorted(field.name for field in form.visible_fields())


def test_a_group_with_something_in_it_stands_open(edi: Member) -> None:
    party = create_party(edi, name="Ana", city="Lugo")

    shown = groups(PartyForm(edi, kind="person", party=party))

    assert initial_facts(party, [])["city"] == "Lugo"
    assert [title for title, is_open in shown.items() if is_open] == ["", "Where they are"]


def test_a_group_with_something_wrong_stands_open(edi: Member, client: Client) -> None:
    client.force_login(edi.user)

    answer = client.post(f"/w/{edi.workspace.slug}/customers/new", {"name": "Ana", "language": "Spanish!"})
    text = answer.content.decode()

    assert answer.status_code == 422
    (opened,) = text.split('<details class="form__section" open>')[1:]
    assert "is not a language code" in opened.split("</details>")[0]
