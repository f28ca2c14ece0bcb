"""Databases of a PostgreSQL server, for tests: one serves again once made as it was.

To copy a template and to drop the copy takes a third of a second; to put back the rows of the
tables that a test wrote to, a few milliseconds. A test that changes the schema, the statistics or
a great deal gets its database dropped.
"""

import uuid
from functools import cached_property

from sqlalchemy import Connection, create_engine, text

GROWN = 8_000_000  # bytes of rows deleted since, after which a copy is cheaper

# What a template holds beside its tables: their rows once more, and the names of those written to.
WATCH = """
CREATE SCHEMA kept;
CREATE UNLOGGED TABLE kept.touched (name text);
CREATE TABLE kept.sequence AS
    SELECT c.oid::regclass AS name, d.refobjid::regclass::text AS of,
        pg_sequence_last_value(c.oid) AS last
    FROM pg_class c JOIN pg_depend d ON d.objid = c.oid AND d.deptype IN ('a', 'i')
    WHERE c.relkind = 'S';
CREATE FUNCTION kept.touch() RETURNS trigger LANGUAGE plpgsql AS
    $$BEGIN INSERT INTO kept.touched VALUES (TG_RELID::regclass::text); RETURN NULL; END$$;
CREATE FUNCTION kept.changed() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN
    IF starts_with(TG_TAG, 'DROP') OR EXISTS (
        SELECT FROM pg_event_trigger_ddl_commands() WHERE schema_name IS DISTINCT FROM 'pg_temp'
    ) THEN INSERT INTO kept.touched VALUES (NULL); END IF;
END$$;
DO $$DECLARE t text; BEGIN
    FOR t IN SELECT c.oid::regclass FROM pg_class c
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = c.oid AND deptype = 'e')
    LOOP
        EXECUTE 'CREATE TABLE kept.' || t || ' AS TABLE ' || t;
        EXECUTE 'CREATE TRIGGER kept_touch AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON '
            || t || ' EXECUTE FUNCTION kept.touch()';
    END LOOP;
END$$;
CREATE TABLE kept.beginning AS
    SELECT pg_database_size(current_database()) AS size, count(*) AS statistics FROM pg_statistic;
CREATE FUNCTION kept.put_back() RETURNS boolean LANGUAGE plpgsql AS $$DECLARE t text; BEGIN
    IF EXISTS (SELECT FROM kept.touched WHERE name IS NULL) OR EXISTS (
        SELECT FROM kept.beginning WHERE statistics <> (SELECT count(*) FROM pg_statistic)
        OR pg_database_size(current_database()) > size + {grown}
    ) THEN RETURN false; END IF;
    SET LOCAL session_replication_role = replica;
    FOR t IN SELECT DISTINCT name FROM kept.touched LOOP
        EXECUTE 'DELETE FROM ' || t;
        EXECUTE 'INSERT INTO ' || t || ' SELECT * FROM kept.' || t;
        PERFORM setval(s.name, coalesce(s.last, 1), s.last IS NOT NULL)
            FROM kept.sequence s WHERE s.of = t;
    END LOOP;
    DELETE FROM kept.touched;
    RETURN true;
END$$;
CREATE EVENT TRIGGER kept_changed ON ddl_command_end EXECUTE FUNCTION kept.changed();
"""
LEAVE = """SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""


class Databases:
    """The databases of one run."""

    def __init__(self, server: str) -> None:
        self.server = server
        self.at_hand: dict[str, Connection] = {}

    def address(self, name: str) -> str:
        return self.server.rsplit("/", 1)[0] + f"/{name}"

    @cached_property
    def server_itself(self) -> Connection:
        return self.connection(self.server)

    def connection(self, address: str) -> Connection:
        return create_engine(address, isolation_level="AUTOCOMMIT").connect()

    def make(self, template: str = "") -> str:
        """Make a database, empty or like a template."""
        name = f"test_{uuid.uuid4().hex[:12]}"
        like = f" TEMPLATE {template}" if template else ""
        self.server_itself.execute(text(f"CREATE DATABASE {name}{like}"))
        return name

    def drop(self, name: str) -> None:
        self.server_itself.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))

    def watch(self, template: str) -> None:
        """Let copies of a template be made again as it is."""
        with self.connection(self.address(template)) as connection:
            connection.exec_driver_sql(WATCH.replace("{grown}", str(GROWN)))
        connection.engine.dispose()

    def take(self, template: str) -> str:
        """Find a database that is like its template."""
        if not self.at_hand:
            name = self.make(template)
            self.at_hand[name] = self.connection(self.address(name))
        return next(iter(self.at_hand))

    def give_back(self, name: str) -> None:
        """Make a database as it was, or do without it."""
        connection = self.at_hand[name]
        connection.execute(text(LEAVE))
        if not connection.scalar(text("SELECT kept.put_back()")):
            self.forget(name)

    def forget(self, name: str) -> None:
        connection = self.at_hand.pop(name)
        connection.close()
        connection.engine.dispose()
        self.drop(name)

    def end(self) -> None:
        for name in list(self.at_hand):
            self.forget(name)
        self.server_itself.close()
        self.server_itself.engine.dispose()
