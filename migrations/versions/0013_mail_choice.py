"""What people choose about mail, what notices are about, mails in the middle of being handed over."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from matchmaker.core.db import UTCDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CHOSEN = ("duties", "deals", "records", "searches")
ASKS = (
    *(f"{kind}.{event}" for kind in ("achievement", "need") for event in ("proposed", "submitted", "confirm")),
    "confirmation.asked",
    "deal.invited",
    "deal.reminder",
    "deal.silent",
    "organization.registered",
    "refinement.offered",
    "routing.assigned",
    "routing.waiting",
)
FIRST_WORDS = {
    "deals": ("deal",),
    "records": ("achievement", "need", "refinement", "organization", "routing", "tuning"),
    "account": ("account",),
}


def upgrade() -> None:
    modes = "('at_once', 'daily', 'weekly', 'none')"
    op.create_table(
        "mail_preference",
        sa.Column("user_id", BIG, nullable=False),
        *(sa.Column(topic, sa.String(length=8), nullable=False) for topic in CHOSEN),
        sa.Column("quiet_from", BIG, nullable=True),
        sa.Column("quiet_until", BIG, nullable=True),
        sa.Column("working_days_only", sa.Boolean(), nullable=False),
        sa.Column("version", BIG, nullable=False),
        *(
            sa.CheckConstraint(f"{topic} IN {modes}", name=op.f(f"ck_mail_preference_{topic}_known"))
            for topic in CHOSEN
        ),
        sa.CheckConstraint(
            "(quiet_from IS NULL) = (quiet_until IS NULL) AND (quiet_from IS NULL OR (quiet_from BETWEEN 0 AND 23"
            " AND quiet_until BETWEEN 0 AND 23 AND quiet_from <> quiet_until))",
            name=op.f("ck_mail_preference_quiet_hours_possible"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
            name=op.f("fk_mail_preference_user_id_user_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_mail_preference")),
    )
    _keep_who_takes_no_mail()
    op.drop_column("user_account", "mail_notices")
    with op.batch_alter_table("notice") as batch:
        batch.add_column(sa.Column("topic", sa.String(length=8), nullable=False, server_default="duties"))
        batch.add_column(sa.Column("mail_waits", sa.Boolean(), nullable=False, server_default=sa.false()))
    _sort_notices()
    with op.batch_alter_table("notice") as batch:
        batch.alter_column("topic", server_default=None)
        batch.alter_column("mail_waits", server_default=None)
        batch.create_check_constraint(
            op.f("ck_notice_topic_known"), "topic IN ('duties', 'deals', 'records', 'searches', 'account')"
        )
    op.add_column("outbox_message", sa.Column("handed_at", UTCDateTime(), nullable=True))
    op.add_column("outbox_message", sa.Column("dismissed_at", UTCDateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("outbox_message", "dismissed_at")
    op.drop_column("outbox_message", "handed_at")
    with op.batch_alter_table("notice") as batch:
        batch.drop_constraint(op.f("ck_notice_topic_known"), type_="check")
        batch.drop_column("mail_waits")
        batch.drop_column("topic")
    op.add_column("user_account", sa.Column("mail_notices", sa.Boolean(), nullable=False, server_default=sa.true()))
    preference = sa.table("mail_preference", sa.column("user_id"), *(sa.column(topic) for topic in CHOSEN))
    account = sa.table("user_account", sa.column("id"), sa.column("mail_notices", sa.Boolean()))
    silent = sa.select(preference.c.user_id).where(*(preference.c[topic] == "none" for topic in CHOSEN))
    op.execute(account.update().where(account.c.id.in_(silent)).values(mail_notices=False))
    op.drop_table("mail_preference")


def _keep_who_takes_no_mail() -> None:
    account = sa.table("user_account", sa.column("id"), sa.column("mail_notices", sa.Boolean()))
    names = ("user_id", *CHOSEN, "working_days_only", "version")
    preference = sa.table("mail_preference", *(sa.column(name) for name in names))
    values = (account.c.id, *(sa.literal("none") for _topic in CHOSEN), sa.false(), sa.literal(1))
    silent = sa.select(*values).where(account.c.mail_notices == sa.false())
    op.execute(preference.insert().from_select(names, silent))


def _sort_notices() -> None:
    """By kind, as ``accounts.topics`` did when this was written."""
    notice = sa.table("notice", sa.column("kind", sa.String()), sa.column("topic", sa.String()))
    for topic, words in FIRST_WORDS.items():
        named = sa.or_(*(notice.c.kind.like(f"{word}.%") for word in words))
        op.execute(notice.update().where(named, notice.c.kind.not_in(ASKS)).values(topic=topic))
