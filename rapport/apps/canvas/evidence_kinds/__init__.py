"""What can count as evidence: one file each, defining one `EvidenceKind` that bears the file's name."""

from rapport.apps.canvas.evidence_kinds._kind import About, EvidenceKind, Figure, KeptFile, Known, Setting, Verdict
from rapport.apps.canvas.evidence_kinds.conversation import FORMS as CONVERSATION_FORMS
from rapport.catalogue import Catalogue

__all__ = [
    "CONVERSATION_FORMS",
    "About",
    "EvidenceKind",
    "Figure",
    "KeptFile",
    "Known",
    "Setting",
    "Verdict",
    "evidence_kinds",
]

evidence_kinds: Catalogue[EvidenceKind] = Catalogue("rapport.apps.canvas.evidence_kinds", EvidenceKind)
