"""The log, background work and the live stream as pages.

They stand here because they ask the room `accounts` who is looking, and the room `activity` lies below it.
"""
