"""Filling a database: a believable city to look at, and one of everything for checking."""
