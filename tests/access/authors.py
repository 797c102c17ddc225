"""What only its author may do, or whoever has the wider right; Sam of sales and Sue of support wrote nothing."""

NOT_AUTHORS = {"sales", "support"}
# Who contributes to a canvas changes and takes away what is their own; the world's pieces are Cora's.
PIECES = {
    "POST canvas:action-deletion",
    "POST canvas:action-fields",
    "POST canvas:action-place",
    "POST canvas:action-restoration",
    "DELETE canvas:action-review",
    "POST canvas:comment-removal",
    "POST canvas:comment-restoration",
    "DELETE canvas:deletion",
    "POST canvas:deletion",
    "POST canvas:differences",
    "POST canvas:evidence-restoration",
    "POST canvas:importance",
    "DELETE canvas:one-evidence",
    "POST canvas:place",
    "POST canvas:proposition-deletion",
    "POST canvas:proposition-place",
    "POST canvas:proposition-restoration",
    "POST canvas:proposition-texts",
    "DELETE canvas:relationship-type",
    "POST canvas:text",
    "POST canvas:weight",
}
REFUSED_TO_OTHERS = dict.fromkeys(PIECES, 403)
