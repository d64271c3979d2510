"""Alembic's environment: migrates on the connection, and in the transaction, of upgrades.py."""

from alembic import context

from bot.store.db.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
