"""Conversations: what members have to do with customers and say to them."""
