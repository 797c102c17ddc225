"""Condition: what a person does at work."""

from django.utils.translation import gettext_lazy as _

from rapport.kernel.conditions import Condition

job_title = Condition(
    name="job_title",
    title=_("Job title"),
    help=_("What the person does where they work."),
    value_kind="text",
    predicate=lambda scope, test: test.on_text("job_title"),
    group=_("Who"),
    order=17,
)
