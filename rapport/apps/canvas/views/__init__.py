"""Pages of canvases."""
