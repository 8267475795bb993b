"""What the clock does: begins and ends the time to bid, sweeps old ciphertexts, reminds of follow-ups."""

from __future__ import annotations

from functools import partial

from matchmaker.challenges.queries import due_to_close, due_to_start, known_blobs
from matchmaker.challenges.queries.outcomes import due_follow_ups
from matchmaker.challenges.services.draft_bid import forget_drafts
from matchmaker.challenges.services.follow_up import remind as remind_follow_up
from matchmaker.challenges.services.open_bids import close_receiving
from matchmaker.challenges.services.post import start_receiving
from matchmaker.challenges.services.remind_milestones import remind, waiting_milestones
from matchmaker.core import blobs
from matchmaker.core.authz import system_actor
from matchmaker.core.jobs import JobRegistry, JobRun

CLOCK = system_actor("challenges.clock")
MINUTE, HOURLY, DAILY = 60, 3600, 86400


def keep_time(run: JobRun) -> None:
    """Open and close what is due, one challenge in each transaction."""
    for challenge_id in run.read(due_to_start):
        run.transact(partial(start_receiving, challenge_id=challenge_id, actor=CLOCK))
    for challenge_id in run.read(due_to_close):
        run.transact(partial(close_receiving, challenge_id=challenge_id, actor=CLOCK))


def sweep_sealed(run: JobRun) -> None:
    """Remove replaced, withdrawn and orphaned ciphertexts older than a day, and drafts that can serve no more."""
    run.transact(forget_drafts)
    blobs.sweep(run.settings.sealed_dir, run.read(known_blobs))


def remind_milestones(run: JobRun) -> None:
    """Tell of milestones that come near or are late, each in its transaction."""
    for milestone_id in run.read(waiting_milestones):
        run.transact(partial(remind, milestone_id=milestone_id))


def follow_up(run: JobRun) -> None:
    """Remind officers of results they are to ask after, one in each transaction."""
    for key in run.read(due_follow_ups):
        run.transact(partial(remind_follow_up, follow_up_id=key))


def register(registry: JobRegistry) -> None:
    """The kinds of job this feature does; neither their number nor their payload tells of a bid."""
    registry.register("challenges.clock", keep_time, every_seconds=MINUTE)
    registry.register("challenges.remind_milestones", remind_milestones, every_seconds=HOURLY)
    registry.register("challenges.sweep_sealed", sweep_sealed, every_seconds=DAILY)
    registry.register("challenges.follow_up", follow_up, every_seconds=DAILY)
