"""名册: who is sent where, for how long, to look after which units; and the coverage that makes."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.catalog import vocabulary
from matchmaker.core import clock
from matchmaker.core.errors import NotFound
from matchmaker.organizations.models import RESEARCH_KINDS, Organization
from matchmaker.organizations.queries import organizations
from matchmaker.scouting import services
from matchmaker.scouting.forms import AssignmentForm, ProfileForm
from matchmaker.scouting.models import SCOUT_KIND_LABELS, Assignment, ScoutProfile
from matchmaker.scouting.policies import PERMISSIONS, Permission
from matchmaker.scouting.queries.coverage import coverage as cover
from matchmaker.scouting.queries.roster import assignments, not_enrolled, own_regions, profiles
from matchmaker.scouting.services.roster import COLUMNS
from matchmaker.scouting.views.blueprint import blueprint
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.forms import BaseForm
from matchmaker.web.loaders import load
from matchmaker.web.pagination import page_href, paginate, requested_page
from matchmaker.web.policy import needs, require

READ = needs(Permission.ROSTER_READ, PERMISSIONS)
EDIT = needs(Permission.ROSTER_EDIT, PERMISSIONS)


@blueprint.get("/scouts")
@require(GET=READ)
def scouts() -> str:
    """The roster of one's regions."""
    page = paginate(db.session, profiles(current_actor()), number=requested_page(), size=25)
    return render_template(
        "scouting/scouts.html",
        page=page,
        page_href=page_href,
        kinds=SCOUT_KIND_LABELS,
        fields=vocabulary.FIELDS,
        assigned=assignments(db.session, [row.user_id for row in page.items]),
        today=clock.today(),
    )


@blueprint.get("/scouts/coverage")
@require(GET=READ)
def coverage() -> str:
    """Scouts × platforms, lapsed contacts, regions short of their yearly number."""
    return render_template(
        "scouting/coverage.html",
        found=cover(db.session, current_actor().region_codes),
        kinds=SCOUT_KIND_LABELS,
    )


@blueprint.route("/scouts/new", methods=["GET", "POST"])
@require(GET=EDIT, POST=EDIT)
def new_scout() -> Answer:
    """Put somebody on the roster."""
    actor = current_actor()
    if request.method == "GET":
        return _form_page(ProfileForm(term_start=clock.today()), None)
    form = ProfileForm(request.form)
    _offer(form)

    def enrol(session: Session) -> str:
        chosen = form.user_id.data or ""
        user_id = int(chosen) if chosen.isdecimal() and len(chosen) < 19 else 0  # noqa: PLR2004
        row = services.enrol(session, user_id, _values(form), actor=actor)
        return url_for("scouting.edit_scout", profile_id=row.id)

    return answer_form(form, enrol, lambda: _form_page(form, None), _("已列入名册，可以继续安排定点联系。"))


@blueprint.route("/scouts/<id:profile_id>", methods=["GET", "POST"])
@require(GET=EDIT, POST=EDIT)
def edit_scout(profile_id: int) -> Answer:
    """Change a line of the roster; fixed contacts stand below."""
    row, actor = _load(profile_id), current_actor()
    if request.method == "GET":
        return _form_page(ProfileForm(obj=row), row)
    form = ProfileForm(request.form)
    _offer(form)

    def change(session: Session) -> str:
        entry = session.get_one(ScoutProfile, profile_id)
        services.change_profile(session, entry, _values(form), actor=actor, version=form.version.data)
        return url_for("scouting.edit_scout", profile_id=profile_id)

    return answer_form(form, change, lambda: _form_page(form, _load(profile_id)), _("已保存。"))


@blueprint.post("/scouts/<id:profile_id>/assignments")
@require(POST=EDIT)
def add_assignment(profile_id: int) -> Answer:
    """Let the scout look after a unit."""
    _load(profile_id)
    form, actor = AssignmentForm(request.form), current_actor()

    def assign(session: Session) -> str:
        chosen = form.organization_id.data or ""
        unit = int(chosen) if chosen.isdecimal() and len(chosen) < 19 else 0  # noqa: PLR2004
        profile = session.get_one(ScoutProfile, profile_id)
        services.assign_unit(session, profile, unit, form.starts_on.data or clock.today(), actor=actor)
        return url_for("scouting.edit_scout", profile_id=profile_id)

    def again() -> str:
        row = _load(profile_id)
        return _form_page(ProfileForm(obj=row), row, form)

    return answer_form(form, assign, again, _("已安排定点联系，并通知情报员。"))


@blueprint.post("/scouts/<id:profile_id>/assignments/<id:assignment_id>/end")
@require(POST=EDIT)
def end_assignment(profile_id: int, assignment_id: int) -> Answer:
    """The scout no longer looks after the unit."""
    row, found, actor = _load(profile_id), db.session.get(Assignment, assignment_id), current_actor()
    if found is None or found.scout_id != row.user_id:
        raise NotFound
    form = BaseForm(request.form)

    def end(session: Session) -> str:
        profile, entry = session.get_one(ScoutProfile, profile_id), session.get_one(Assignment, assignment_id)
        services.end_assignment(session, profile, entry, actor=actor)
        return url_for("scouting.edit_scout", profile_id=profile_id)

    again = lambda: _form_page(ProfileForm(obj=_load(profile_id)), _load(profile_id))  # noqa: E731
    return answer_form(form, end, again, _("已结束这项定点联系。"))


def _load(profile_id: int) -> ScoutProfile:
    return load(ScoutProfile, profile_id, Permission.ROSTER_EDIT, PERMISSIONS)


def _offer(form: ProfileForm) -> None:
    actor = current_actor()
    form.offer(not_enrolled(db.session, actor), own_regions(db.session, actor))


def _values(form: ProfileForm) -> dict[str, Any]:
    return {name: form[name].data for name in COLUMNS}


def _form_page(form: ProfileForm, row: ScoutProfile | None, assignment_form: AssignmentForm | None = None) -> str:
    actor = current_actor()
    people = [] if row else not_enrolled(db.session, actor)
    form.offer(people, own_regions(db.session, actor))
    listed = assignments(db.session, [row.user_id]).get(row.user_id, []) if row else []
    if row is not None:
        form.version.data = row.version
        assignment_form = assignment_form or AssignmentForm(starts_on=clock.today())
        units = db.session.scalars(organizations().where(Organization.kind.in_(RESEARCH_KINDS)))
        assignment_form.offer((unit.id, unit.name) for unit in units)
    return render_template(
        "scouting/scout_form.html",
        form=form,
        row=row,
        people=people,
        listed=listed,
        assignment_form=assignment_form,
    )
