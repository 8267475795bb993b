"""What is done with rules and claims."""
