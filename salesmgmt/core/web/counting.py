"""How many rows: never counted further than it is shown, and all numbers of a page in one question."""

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

COUNT_CAP = 1000
BADGE_CAP = 99


def capped_count(rows, cap=COUNT_CAP):
    """``capped_counts`` of one."""
    return capped_counts([rows], cap)[0]


def capped_counts(all_rows, cap=COUNT_CAP):
    """How many rows each queryset has, in words: "1,000+" from the cap on, because counting a large table costs more
    than showing it. A number counts as itself, None stays None."""
    return [
        None if number is None else f"{cap:,}+" if number > cap else f"{number:,}"
        for number in counts(all_rows, cap + 1)
    ]


def badges(*all_rows):
    """Numbers for badges, "" for nothing."""
    return ["" if words == "0" else words for words in capped_counts(all_rows, BADGE_CAP)]


def counts(all_rows, most):
    """The number of rows of each queryset, up to ``most``: one query for all of them."""
    found, parts, params = list(all_rows), [], []
    for place, rows in enumerate(all_rows):
        if rows is None or isinstance(rows, int):
            continue
        try:
            sql, values = _bare(rows)[:most].query.sql_with_params()
        except EmptyResultSet:
            found[place] = 0
            continue
        parts.append((place, f"(SELECT COUNT(*) FROM ({sql}) counted)"))  # noqa: S608  Django's own SQL, with parameters
        params += values
    if parts:
        # Where the rows are read, they are counted: a report may be read from the replica.
        database = next(rows.db for rows in all_rows if isinstance(rows, QuerySet))
        with connections[database].cursor() as cursor:
            cursor.execute("SELECT " + ", ".join(sql for _place, sql in parts), params)
            for (place, _sql), number in zip(parts, cursor.fetchone(), strict=True):
                found[place] = number
    return found


def _bare(rows):
    """What a row shows beside its own columns is not worked out only to be counted."""
    query = rows.query
    is_plain = not (query.combinator or query.distinct or query.group_by)
    return rows.order_by().values("pk") if is_plain else rows.order_by()
