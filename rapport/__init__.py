"""Rapport: a living customer relationship canvas."""

__version__ = "0.1.0"
