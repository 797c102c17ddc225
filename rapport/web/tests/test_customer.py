"""What was measured about one customer, for somebody whose role leaves parts of it out."""

from rapport.apps.accounts.models import Member
from rapport.apps.accounts.operations import change_role, create_role
from rapport.apps.customers.operations import create_party
from rapport.web.customer import measured_of
from tests.cast import make_member


def test_what_a_role_does_not_show_is_not_called_missing(mara: Member) -> None:
    party = create_party(mara, kind="person", name="Nora Prado")
    role = create_role(mara, name="On the road", grants={"customers.view": "all", "metrics.view": "all"}, fields={})
    fay = make_member(mara.workspace, "Fay", "viewer")
    change_role(mara, member_id=fay.pk, role="custom", own_roles=[role.pk])
    fay = Member.objects.select_related("workspace", "user").get(pk=fay.pk)

    seen = {one.key: one.missing for one in measured_of(fay, party.pk).entities}
    known = {one.key: one.missing for one in measured_of(mara, party.pk).entities}

    hidden = "your role does not show it"
    assert [seen[key] for key in ("offerings", "customer", "experience")] == [hidden] * 3
    assert [known[key] for key in ("offerings", "customer")] == ["nothing they bought is known", "in no segment"]
