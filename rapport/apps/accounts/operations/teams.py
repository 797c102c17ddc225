"""Teams: members who look after the same records."""

from collections.abc import Sequence

from rapport.apps.accounts.models import Member, Team, TeamMember
from rapport.apps.accounts.operations.sessions import renew_sessions
from rapport.apps.activity.operations import Change, recorded
from rapport.kernel.errors import Conflict, Missing, Refused
from rapport.kernel.text import text_error

LONGEST_NAME = 80


def create_team(member: Member, *, name: str, member_ids: Sequence[int] = ()) -> Team:
    """A new team of members of the workspace."""
    member.require("members.manage")
    with recorded(member.actor, "team.created", topics=["members"]) as change:
        team: Team = Team.objects.create(workspace_id=member.workspace_id, name=_free_name(member, name))
        change.about("team", team.pk, team.name)
        _fill(change, member, team, member_ids)
    return team


def update_team(member: Member, team_id: int, *, name: str, member_ids: Sequence[int]) -> Team:
    """Another name, other members. What a member reaches through the team follows at once. Raises Missing."""
    member.require("members.manage")
    with recorded(member.actor, "team.updated", topics=["members"]) as change:
        team = _locked(member, team_id)
        before = team.name
        team.name = _free_name(member, name, but=team_id)
        team.save(update_fields=["name"])
        change.about("team", team.pk, team.name)
        _fill(change, member, team, member_ids)
        if before != team.name:
            change.details["name"] = {"before": before, "after": team.name}
        if not change.details:
            change.leave_no_record()
    return team


def delete_team(member: Member, team_id: int) -> Team:
    """Remove a team that looks after no records. Raises Missing, and Refused while it does."""
    member.require("members.manage")
    with recorded(member.actor, "team.removed", topics=["members"]) as change:
        team = _locked(member, team_id)
        if _is_in_use(member, team):
            raise Refused("This team looks after records. Give them to others first.", place="team", code="in-use")
        change.about("team", team.pk, team.name)
        _fill(change, member, team, ())
        rows = Team.objects.of(member).filter(pk=team_id)
        rows._raw_delete(rows.db)
    return team


def _is_in_use(member: Member, team: Team) -> bool:
    """Does a row of a room above point to the team?"""
    keys = [one.field for one in Team._meta.get_fields(include_hidden=True) if one.one_to_many]  # type: ignore[union-attr]
    pointing = [key for key in keys if key.model is not TeamMember]
    here = {"workspace": member.workspace_id}
    return any(key.model._default_manager.filter(**here, **{key.name: team}).exists() for key in pointing)


def _locked(member: Member, team_id: int) -> Team:
    team: Team | None = Team.objects.of(member).select_for_update().filter(pk=team_id).first()
    if team is None:
        raise Missing("There is no such team.")
    return team


def _free_name(member: Member, said: str, *, but: int | None = None) -> str:
    name = " ".join(said.split())
    if why := (text_error(name, longest=LONGEST_NAME) or ("" if name else "Give the team a name.")):
        raise Refused(why, place="name", code="name")
    if Team.objects.of(member).filter(name__iexact=name).exclude(pk=but).exists():
        raise Conflict(f"There is a team “{name}” already.", place="name", code="taken")
    return name


def _fill(change: Change, member: Member, team: Team, member_ids: Sequence[int]) -> None:
    rows = TeamMember.objects.of(member).filter(team=team)
    before, wanted = set(rows.values_list("member", flat=True)), set(member_ids)
    known = Member.objects.of(member).active().with_account().filter(pk__in=wanted - before)
    if known.count() < len(wanted - before):
        raise Refused("There is no such member.", place="members", code="member")
    rows.filter(member__in=before - wanted).delete()
    new = [TeamMember(workspace_id=member.workspace_id, team=team, member_id=key) for key in sorted(wanted - before)]
    TeamMember.objects.bulk_create(new)
    if before != wanted:
        change.details["members"] = {"come": sorted(wanted - before), "gone": sorted(before - wanted)}
        renew_sessions(Member.objects.of(member).filter(pk__in=before ^ wanted).values_list("user", flat=True))
