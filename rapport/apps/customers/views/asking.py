"""The list that an address asks for, with the saved view it begins from."""

from collections.abc import Sequence

from django.http import QueryDict

from rapport.apps.accounts.models import Member
from rapport.apps.customers.forms.lists import Asked, read_asked
from rapport.apps.customers.models import SavedView
from rapport.apps.customers.queries.saved_views import saved_view
from rapport.kernel.ids import number_in


def asked_of(member: Member, parameters: QueryDict, views: Sequence[SavedView] = ()) -> Asked:
    """The list as it is asked for; `views` are those read already. Raises Missing for one the member may not open."""
    view_id = number_in(parameters.get("view"))
    if not view_id:
        return read_asked(parameters, None)
    read = next((view for view in views if view.pk == view_id), None)
    return read_asked(parameters, read or saved_view(member, view_id))
