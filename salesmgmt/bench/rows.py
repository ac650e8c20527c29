"""Rows by the million: INSERT ... SELECT over generate_series, so that every constraint and trigger holds.

A model's columns that nobody names take the default that the model itself gives them; a new field with a default needs
no change here.
"""

from django.db import connection, models

from salesmgmt.core.copying import default_of

# The one source of chance: a number below n from a row's number, the same in every run with the same salt.
CHANCE = """
CREATE OR REPLACE FUNCTION pg_temp.r(g bigint, salt integer, n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS
$$ SELECT mod(hashint8extended(g, salt) & 2147483647, n)::integer $$
"""


def execute(sql, params=()):
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)
        return cursor.rowcount


def insert(model, source, /, **values):
    """``INSERT INTO model SELECT ... FROM source``: ``values`` are SQL expressions by column name; returns how many."""
    columns, expressions, params = [], [], []
    for field in model._meta.concrete_fields:
        if field.primary_key and field.column not in values:
            continue
        expression, given = (values[field.column], []) if field.column in values else _default(field)
        columns.append(f'"{field.column}"')
        expressions.append(expression)
        params += given
    unknown = set(values) - {field.column for field in model._meta.concrete_fields}
    if unknown:
        raise ValueError(f"{model.__name__} has no column {sorted(unknown)}")
    table = f'"{model._meta.db_table}"'
    sql = f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(expressions)} FROM {source}"
    return execute(sql, params)


def _default(field):
    """``(expression, parameters)`` of a column that was not named."""
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return "now()", []
    value = default_of(field)
    return "%s::jsonb" if isinstance(field, models.JSONField) else "%s", [value]


def one(sql, params=()):
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)
        return cursor.fetchone()[0]


def set_sequences(*tables):
    """After ids were given by hand, the next one is beyond them."""
    for model in tables:
        table = model._meta.db_table
        execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
