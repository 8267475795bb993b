"""What every test may ask for; the fixtures themselves live in tests/support."""
