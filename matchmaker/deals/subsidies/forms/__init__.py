"""The shapes of what is typed about rules and claims."""
