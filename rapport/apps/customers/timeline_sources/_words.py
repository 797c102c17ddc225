"""What happened to a record, as it is said after somebody's name."""

from django.utils.translation import gettext_lazy as _

from rapport.kernel.timeline import Words

# What the log says of one record.
OF_ONE: dict[str, Words] = {
    "party.created": _("added this record"),
    "party.updated": _("changed this record"),
    "party.archived": _("archived it"),
    "party.restored": _("brought it back"),
    "party.merged": _("merged other records into this one"),
    "party.unmerged": _("took a merge apart"),
    "party.contact_added": _("added an address or number"),
    "party.contact_removed": _("removed an address or number"),
    "party.address_added": _("added a place"),
    "party.address_removed": _("removed a place"),
    "party.fact_added": _("added something personal"),
    "party.fact_removed": _("removed something personal"),
    "party.terms_set": _("changed the terms"),
    "relation.added": _("added a relation"),
    "relation.changed": _("changed a relation"),
    "relation.removed": _("removed a relation"),
    "note.written": _("wrote a note"),
    "note.edited": _("changed a note"),
    "note.pinned": _("pinned a note"),
    "note.unpinned": _("unpinned a note"),
    "note.removed": _("removed a note"),
    "note.restored": _("brought a note back"),
    "file.kept": _("added a file"),
    "file.removed": _("removed a file"),
    "visitor.identified": _("recognised a visitor"),
}
# What it says of many records at once.
OF_MANY: dict[str, Words] = {
    "parties.imported": _("changed this record by an import"),
    "parties.edited": _("changed this record together with others"),
    "parties.tagged": _("put a tag on"),
    "parties.untagged": _("took a tag off"),
    "parties.archived": _("archived it together with others"),
    "parties.restored": _("brought it back together with others"),
    "parties.reverted": _("undid a change of many records"),
    "import.portion_undone": _("undid an import"),
}
MADE = _("added this record by an import")
