"""Reading what waits for somebody and what the site has achieved."""
