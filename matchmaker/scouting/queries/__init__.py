"""Reading the roster, contacts, leads, confirmations and routing tasks."""
