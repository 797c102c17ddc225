"""Tracking: what customers do on websites and in apps, before and after one knows who they are."""
