"""Open data: what the public pages show, as files that a program reads, each with its data dictionary."""
