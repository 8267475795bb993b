"""技术合同: the ledger of what was signed, and what of it was registered."""
