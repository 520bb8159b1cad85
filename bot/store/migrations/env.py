"""Runs the migrations on the connection that it is handed; `migrate.py` and the tests are its callers."""

from alembic import context

from bot.store import desk_tables, ledger_tables, tables  # noqa: F401 - each adds its tables
from bot.store.columns import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
