"""What money means when two customer files become one (CUS-13)."""

import pgtrigger
from django.utils.translation import gettext as _

from orders.models import Account, SupplyCheck
from salesmgmt.core.exceptions import BusinessError


def merge_accounts(kept, merged):
    """The ledger goes with its account to the kept file; two ledgers are never put into one (REC-13).

    Raises BusinessError where both have entries: entries cannot be rewritten, so one of the accounts is settled and its
    customer kept for its history, or the file with the entries is kept and the other one is blocked.
    """
    rows = Account.objects.select_for_update().filter(customer__in=[kept.pk, merged.pk]).order_by("pk")
    accounts = {row.customer_id: row for row in rows}
    mine, other = accounts.get(kept.pk), accounts.get(merged.pk)
    if other is not None and other.entries.exists():
        if mine is not None and mine.entries.exists():
            raise BusinessError(_both_have_entries(mine, other))
        if mine is not None:
            mine.delete()
        other.customer = kept
        other.save(update_fields=["customer"])
    elif other is not None and mine is not None:
        other.delete()
    # The stored decisions stay what they are; only the file under which they are found is another.
    with pgtrigger.ignore("orders.SupplyCheck:append_only"):
        SupplyCheck.objects.filter(customer=merged.pk).update(customer=kept.pk)


def _both_have_entries(mine, other):
    return _(
        "Both have a ledger (balances %(first)s and %(second)s), and entries are never rewritten. Bill and collect in one "
        "file only from now on; when the other account is settled, let it rest as dormant instead of merging."
    ) % {"first": f"{mine.balance:,.2f}", "second": f"{other.balance:,.2f}"}
