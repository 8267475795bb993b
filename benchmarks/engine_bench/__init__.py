"""Parts of `engine_speed.py`: texts, tokens, contestants, clocks and the report."""
