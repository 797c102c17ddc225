"""Reading canvases that were written elsewhere."""

from rapport.apps.canvas.readers.document import LARGEST, DocumentError, read_document

__all__ = ["LARGEST", "DocumentError", "read_document"]
