"""What can count as evidence: one file each, defining one `EvidenceKind` that bears the file's name."""

from rapport.apps.canvas.evidence_kinds._kind import About, EvidenceKind, Figure, KeptFile, Known, Setting, Verdict
from rapport.catalogue import Catalogue

__all__ = ["About", "EvidenceKind", "Figure", "KeptFile", "Known", "Setting", "Verdict", "evidence_kinds"]

evidence_kinds: Catalogue[EvidenceKind] = Catalogue("rapport.apps.canvas.evidence_kinds", EvidenceKind)
