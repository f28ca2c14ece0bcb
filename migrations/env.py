"""Run the migrations: both engines, one transaction, tables as config/database.py names them."""

from alembic import context
from sqlalchemy import MetaData

from config.database import NAMES

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=MetaData(naming_convention=NAMES))
with context.begin_transaction():
    context.run_migrations()
