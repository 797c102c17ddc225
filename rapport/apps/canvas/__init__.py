"""Canvases: blueprints, notes on an ordered log, evidence, exports."""
