"""Condition: the channel somebody wants to be reached by."""

from django.utils.translation import gettext_lazy as _

from rapport.kernel.conditions import Condition

preferred_channel = Condition(
    name="preferred_channel",
    title=_("Preferred channel"),
    help=_("How they said they want to be reached."),
    value_kind="choice",
    predicate=lambda scope, test: test.on_text("preferred_channel"),
    group=_("Contact"),
    fixed_choices=(
        ("email", _("e-mail")),
        ("phone", _("phone")),
        ("sms", _("text message")),
        ("post", _("post")),
        ("chat", _("chat")),
        ("in_person", _("in person")),
    ),
    order=55,
)
