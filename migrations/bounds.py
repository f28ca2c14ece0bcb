"""What the database itself refuses of a place, whoever writes."""

from sqlalchemy import Connection, text


def keep_bounds(connection: Connection, table: str, column: str) -> None:
    """Make the database itself refuse a place that is not on Earth, wherever one number is NaN."""
    if connection.dialect.name == "postgresql":
        rule = _on_earth(column, ("ST_XMin", "ST_XMax", "ST_YMin", "ST_YMax"))
        name = f"ck_{table}_{column}_on_earth"
        connection.execute(text(f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({rule})"))
        return
    rule = _on_earth(f"NEW.{column}", ("ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"))
    for moment in ("INSERT", "UPDATE"):
        connection.execute(
            text(
                f"CREATE TRIGGER {table}_{column}_on_earth_{moment.lower()} BEFORE {moment}"
                f" ON {table} WHEN NOT ({rule})"
                f" BEGIN SELECT RAISE(ABORT, '{column} is not on Earth'); END"
            )
        )


def _on_earth(place: str, bounds: tuple[str, str, str, str]) -> str:
    """A NaN in the middle of a line shows in no bound; it makes the line invalid."""
    west, east, south, north = (f"{bound}({place})" for bound in bounds)
    return (
        f"{place} IS NULL OR (COALESCE({west} BETWEEN -180 AND 180, 1=0)"
        f" AND COALESCE({east} BETWEEN -180 AND 180, 1=0)"
        f" AND COALESCE({south} BETWEEN -90 AND 90, 1=0)"
        f" AND COALESCE({north} BETWEEN -90 AND 90, 1=0) AND ST_IsValid({place}))"
    )
