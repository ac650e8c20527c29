"""What is written for a file that has been merged goes to the file that was kept, whoever writes it (CUS-13).

The database sees to it, where every creation passes: pages, imports, jobs, bulk writes. A trigger on each table with a
key to a customer waits for a merge that is under way and then takes the kept file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from customers.customer.models import Customer
from customers.duplicate.merge import relations

if TYPE_CHECKING:
    from typing import Any


COLUMN = "customer_id"
# A red letter corrects an invoice of the settled ledger, which stays with the closed file.
UNLESS = {"orders_invoice": "NEW.corrects_id IS NULL"}


def followed() -> set:
    """``{table}`` of every model whose rows follow."""
    return {model._meta.db_table for model, name in relations() if model is not Customer}


def watch_tables(**kwargs: Any) -> None:
    """After migrating: every table with a key to a customer has the trigger, also one that an app has just added."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_proc WHERE proname = 'customers_follow_merged'")
        if cursor.fetchone() is None:  # migrated to a time before it
            return
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'follow_merged'")
        known = {row[0] for row in cursor.fetchall()}
        for table in sorted(followed() & set(connection.introspection.table_names(cursor)) - known):
            condition = f"WHEN ({UNLESS[table]})" if table in UNLESS else ""
            cursor.execute(
                f"CREATE TRIGGER follow_merged BEFORE INSERT OR UPDATE OF {COLUMN} ON {table} "
                f"FOR EACH ROW {condition} EXECUTE FUNCTION customers_follow_merged()"
            )
