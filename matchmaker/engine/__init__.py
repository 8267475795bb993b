"""The matching engine: plain data in, plain data out.

Knows neither the web nor the database. `Index` holds the achievements, ranks them for a need and
explains each score; `ENGINE_VERSION` is stored beside every score that somebody decided on, so
that an old decision can be read years after the formula has changed.
"""

ENGINE_VERSION = "tfidf-c12-3"
