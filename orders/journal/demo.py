"""The demo company's journal: the codes of its books, and a batch of each of the closed months."""

from orders.journal.making import make_journal
from orders.month_end.models import MonthEnd
from salesmgmt.core.domain import settings
from salesmgmt.core.models import SettingValue

# 企业会计准则的科目编码，演示用。
CODES = {"receivable": "1122", "revenue": "6001", "tax": "22210106", "bank": "100201", "bad_debt": "6702"}


def build(company):
    """What is booked since then is not journaled yet and stands on the page as a preview."""
    for name, code in CODES.items():
        SettingValue.objects.update_or_create(key=f"journal_{name}_code", defaults={"value": code})
    settings.forget()
    for month in MonthEnd.objects.order_by("month").values_list("month", flat=True):
        make_journal(company.finance, month)
