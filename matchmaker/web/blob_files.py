"""Files that people send and fetch: from a form into a blob, from a blob to a download."""

from __future__ import annotations

from pathlib import Path

from flask import current_app, request, send_file
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.config import Settings
from matchmaker.core import blobs
from matchmaker.core.blobs import StoredBlob
from matchmaker.core.errors import Invalid, NotFound

KILOBYTE, MEGABYTE = 1024, 1024 * 1024
SETTINGS_KEY = "matchmaker_settings"


def folder() -> Path:
    """Where the installation keeps its blobs."""
    settings: Settings = current_app.extensions[SETTINGS_KEY]
    return settings.blob_dir


def received() -> StoredBlob:
    """The file sent as ``file``, stored. Raises Invalid at that field for a missing or refused one."""
    given = request.files.get("file")
    if given is None or not given.filename:
        raise Invalid(fields={"file": [_("请选择文件。")]})
    return blobs.store(folder(), given.stream, given.filename)


def download(blob: str, media_type: str, file_name: str) -> Response:
    """The bytes of ``blob`` as a download that no browser opens by itself."""
    path = blobs.path_of(folder(), blob)
    if not path.is_file():
        raise NotFound(_("文件暂时取不到，请联系管理员。"))
    response: Response = send_file(path, mimetype=media_type, as_attachment=True, download_name=file_name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def size_words(size: int) -> str:
    """1.2 MB, 340 KB."""
    if size >= MEGABYTE:
        return f"{size / MEGABYTE:.1f} MB"
    return f"{max(1, round(size / KILOBYTE))} KB"
