"""Brings university results and the technical needs of enterprises together."""
