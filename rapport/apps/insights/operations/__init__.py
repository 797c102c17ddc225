"""Writing: extraction into the lake, targets, keeping figures warm."""
