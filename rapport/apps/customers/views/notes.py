"""Notes and files of a record."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.customers import operations, queries
from rapport.apps.customers.forms.network import PaperForm, RemarkForm
from rapport.apps.customers.models import Party, PartyFile, PartyNote
from rapport.apps.customers.operations.files import file_path
from rapport.apps.customers.rights import fields_of
from rapport.kernel.errors import Missing, Refused
from rapport.ui.answers import toasted


@page("customers.edit", methods=("POST",))
def notes(request: HttpRequest, member: Member, party_id: int) -> HttpResponse:
    """Write a note."""
    found, form = queries.party(member, party_id), RemarkForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Write something first."), place="text")
    operations.write_note(member, party_id, form.cleaned_data["text"], meant=form.cleaned_data["meant"])
    return _notes(request, member, found)


@page("customers.edit", methods=("GET", "POST", "DELETE"))
def note(request: HttpRequest, member: Member, party_id: int, remark_id: int) -> HttpResponse:
    """Change the words of a note, or remove it, which can be undone."""
    fields_of(member).require_visible(["notes"])
    found = queries.party(member, party_id)
    written = queries.belonging(member, found, PartyNote, remark_id)
    if request.method == "DELETE":
        place = operations.remove_note(member, remark_id)
        undo = reverse("customers:note-restoration", args=[member.workspace.slug, party_id, place])
        return toasted(_notes(request, member, found), _("The note is removed."), undo_url=undo)
    form = RemarkForm(request.POST or None, initial={"text": written.text})
    if request.method == "POST" and form.is_valid():
        operations.edit_note(member, remark_id, form.cleaned_data["text"], meant=form.cleaned_data["meant"])
        return redirect("customers:party", workspace=member.workspace.slug, party_id=party_id)
    status = 422 if form.errors else 200
    return render(request, "customers/remark.html", {"party": found, "note": written, "form": form}, status=status)


@page("customers.edit", methods=("POST", "DELETE"))
def pin(request: HttpRequest, member: Member, party_id: int, remark_id: int) -> HttpResponse:
    """POST keeps a note above the others, DELETE lets it go down."""
    found = queries.party(member, party_id)
    queries.belonging(member, found, PartyNote, remark_id)
    (operations.pin_note if request.method == "POST" else operations.unpin_note)(member, remark_id)
    return _notes(request, member, found)


@page("customers.edit", methods=("POST",))
def restoration(request: HttpRequest, member: Member, party_id: int, place: int) -> HttpResponse:
    """Bring back a note that was removed."""
    found = queries.party(member, party_id)
    operations.restore_note(member, party_id, place)
    return _notes(request, member, found)


@page("customers.edit", methods=("POST",))
def files(request: HttpRequest, member: Member, party_id: int) -> HttpResponse:
    """Keep a file with the record."""
    found, form = queries.party(member, party_id), PaperForm(request.POST, request.FILES)
    if not form.is_valid():
        raise Refused(_("Choose a file first."), place="file")
    sent = form.cleaned_data["file"]
    kept = operations.keep_file(member, found.pk, name=sent.name, content=sent.chunks())
    messages.success(request, _("“%(name)s” is kept.") % {"name": kept.name})
    return redirect("customers:party", workspace=member.workspace.slug, party_id=party_id)


@page("customers.view")
def file(request: HttpRequest, member: Member, party_id: int, paper_id: int) -> HttpResponse:
    """A file of a record: to be kept on one's own disk, never shown as a page of ours."""
    fields_of(member).require_visible(["files"])
    found = queries.party(member, party_id)
    kept = queries.belonging(member, found, PartyFile, paper_id)
    path = file_path(kept)
    if not path.exists():
        raise Missing(_("The content of this file is not here."))
    response = HttpResponse(path.read_bytes(), content_type=kept.content_type)
    response["Content-Disposition"] = content_disposition_header(True, kept.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "no-store"
    return response


@page("customers.edit", methods=("DELETE",))
def keeping(request: HttpRequest, member: Member, party_id: int, paper_id: int) -> HttpResponse:
    """Takes a file off the record."""
    found = queries.party(member, party_id)
    queries.belonging(member, found, PartyFile, paper_id)
    operations.remove_file(member, paper_id)
    messages.success(request, _("The file is removed."))
    return redirect("customers:party", workspace=member.workspace.slug, party_id=party_id)


def _notes(request: HttpRequest, member: Member, found: Party) -> HttpResponse:
    if not getattr(request, "htmx", False):
        return redirect("customers:party", workspace=member.workspace.slug, party_id=found.pk)
    context = {"party": found, "around": queries.around(member, found), "note_form": RemarkForm()}
    return render(request, "customers/party/_notes.html", context)
