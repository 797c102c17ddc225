"""What is done to many records in the background: how far it is, what it did; and what there is to choose from."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member, Team
from rapport.apps.customers.models import Region
from rapport.apps.customers.queries.columns import Column
from rapport.apps.customers.rights import fields_of
from rapport.kernel.errors import Missing
from rapport.kernel.jobs.models import Job
from rapport.kernel.sheets import Form

HERE = "rapport.apps.customers.operations."
KINDS = {"do_in_background": "doing", "undo_in_background": "undoing", "write_export": "export"}


@dataclass(frozen=True, slots=True)
class Background:
    """A job about many records: `kind` is doing, undoing or export."""

    job: Job
    kind: str

    @property
    def result(self) -> dict[str, Any]:
        """What it did, once it is done."""
        return self.job.result if isinstance(self.job.result, dict) else {}

    @property
    def is_over(self) -> bool:
        return not self.job.is_open

    @property
    def failed(self) -> bool:
        return self.job.status == Job.Status.FAILED

    @property
    def unchanged(self) -> int:
        """How many of those looked at were already as wanted."""
        return int(self.result.get("seen", 0)) - int(self.result.get("changed", 0))

    @property
    def token(self) -> str:
        """What the log knows it by."""
        return str(self.job.arguments.get("token", ""))

    @property
    def form(self) -> Form:
        return "xlsx" if self.job.arguments.get("form") == "xlsx" else "csv"


def background_of(member: Member, job_id: int) -> Background:
    """A job about many records: one's own, or any for those who see every record whole. Raises Missing."""
    member.require("customers.view")
    job = Job.objects.of(member).filter(pk=job_id, task__startswith=HERE).first()
    if job is None or not (_is_own(member, job) or _sees_everything(member)):
        raise Missing(_("There is no such work."))
    return Background(job, KINDS.get(job.task.rpartition(".")[2], "doing"))


def choices_of(member: Member, column: Column) -> list[tuple[Any, str]]:
    """The values a field that many records share can be given; none where any may be typed."""
    if column.key == "region":
        return list(Region.objects.of(member).order_by("name").values_list("pk", "name"))
    if column.key in ("account_manager", "sales_rep"):
        members = Member.objects.of(member).active().with_account().select_related("user")
        return sorted(((one.pk, str(one)) for one in members), key=lambda pair: pair[1].casefold())
    if column.key == "service_team":
        return list(Team.objects.of(member).order_by("name").values_list("pk", "name"))
    if column.kind == "yes_no":
        return [("yes", _("yes")), ("no", _("no"))]
    return [(value, str(title)) for value, title in column.choices]


def _is_own(member: Member, job: Job) -> bool:
    return job.actor.get("kind") == "member" and job.actor.get("id") == member.pk


def _sees_everything(member: Member) -> bool:
    return member.scope("customers.view") == "all" and fields_of(member).unlimited
