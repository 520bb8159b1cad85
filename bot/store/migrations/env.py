"""Runs the migrations on the connection that it is handed; `migrate.py` and the tests are its callers."""

from alembic import context

from bot.store.tables import deliveries

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=deliveries.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
