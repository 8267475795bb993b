"""Files of a contract: Word and PDF of the text that stands, the stamped scan, the evidence of milestones."""

from __future__ import annotations

from io import BytesIO

from flask import Response, send_file
from flask_babel import gettext as _

from matchmaker.catalog.models import Attachment
from matchmaker.challenges.models import Bid, PledgeVersion
from matchmaker.challenges.pledge_files import pdf_of, word_of
from matchmaker.challenges.pledge_paper import Paper, paper_of
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries.pledges import scan_of, versions_of, work_file
from matchmaker.challenges.views.bid_pages import blob_folder, open_bid, signed_pledge
from matchmaker.challenges.views.blueprint import blueprint
from matchmaker.core import blobs
from matchmaker.core.errors import Conflict, NotFound
from matchmaker.web import exports
from matchmaker.web.extensions import db
from matchmaker.web.policy import needs, require

READ = needs(Permission.PLEDGE_READ, PERMISSIONS)
SLUG = "pledge"


@blueprint.get("/bids/<id:bid_id>/pledge/word")
@require(GET=READ)
def export_pledge_word(bid_id: int) -> Response:
    """The text that stands as a Word document."""
    bid = open_bid(bid_id, Permission.PLEDGE_READ)
    _version, paper = _latest(bid)
    return exports.word(word_of(paper), _("军令状"), SLUG, bid=bid.id, number=paper.number)


@blueprint.get("/bids/<id:bid_id>/pledge/pdf")
@require(GET=READ)
def export_pledge_pdf(bid_id: int) -> Response:
    """The same as PDF, to be printed and stamped; 422 for characters that cannot be shown."""
    bid = open_bid(bid_id, Permission.PLEDGE_READ)
    version, paper = _latest(bid)
    file = BytesIO(pdf_of(paper, created=version.at))
    file.seek(0, 2)
    exports.note(SLUG, exports.PDF, bid=bid.id, number=paper.number)
    return exports.download(file, _("军令状"), SLUG, exports.PDF)


@blueprint.get("/bids/<id:bid_id>/pledge/scan")
@require(GET=READ)
def pledge_scan(bid_id: int) -> Response:
    """The stamped scan, as a download; Conflict before it is signed."""
    found = scan_of(db.session, open_bid(bid_id, Permission.PLEDGE_READ))
    if found is None:
        raise Conflict(_("军令状还没有签订。"))
    return _download(found)


@blueprint.get("/bids/<id:bid_id>/pledge/files/<id:file_id>")
@require(GET=READ)
def pledge_file(bid_id: int, file_id: int) -> Response:
    """The scan, or a file that proves a milestone, as a download."""
    found = work_file(db.session, open_bid(bid_id, Permission.PLEDGE_READ), file_id)
    if found is None:
        raise NotFound
    return _download(found)


def _download(found: Attachment) -> Response:
    path = blobs.path_of(blob_folder(), found.blob)
    if not path.is_file():
        raise NotFound(_("文件暂时取不到，请联系管理员。"))
    response = send_file(path, mimetype=found.media_type, as_attachment=True, download_name=found.file_name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _latest(bid: Bid) -> tuple[PledgeVersion, Paper]:
    version = versions_of(db.session, signed_pledge(bid))[0]
    return version, paper_of(version.content, version.content_hash)
