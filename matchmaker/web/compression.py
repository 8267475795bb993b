"""Pages travel compressed: a long list is a sixth of its size then, and old networks are slow.

A page holds secrets of its reader (tokens) and may repeat what an address said, so that its
compressed length could be made to tell the secrets bit by bit. Cookies that other sites' pages
cannot send stand against that, and so does a name of random length in each answer's gzip header.
Style sheets and scripts hold no secrets; they are compressed once, when installing (assets.py).
"""

from __future__ import annotations

import gzip
import io
import secrets

from flask import Flask, Response, request

LEAST_BYTES = 1000
MOST_PADDING = 100
LEVEL = 6


def install(app: Flask) -> None:
    """Compress every page for browsers that say they can read it."""
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if response.mimetype != "text/html" or response.is_streamed or response.content_encoding:
        return response
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] <= 0:
        return response
    body = response.get_data()
    if len(body) >= LEAST_BYTES:
        response.set_data(compressed(body))
        response.content_encoding = "gzip"
    return response


def compressed(body: bytes) -> bytes:
    """``body`` in gzip's format, up to ``MOST_PADDING`` bytes longer than it need be."""
    padding = "x" * secrets.randbelow(MOST_PADDING + 1)
    held = io.BytesIO()
    with gzip.GzipFile(padding, "wb", LEVEL, held, mtime=0) as file:
        file.write(body)
    return held.getvalue()
