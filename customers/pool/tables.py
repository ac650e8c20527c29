"""The public pool as rows."""

from customers.customer.columns import ShortColumn
from customers.lead.models import Lead
from salesmgmt.core.web.tables import (
    BaseTable,
    Column,
    DateColumn,
    DocumentLinkColumn,
)


class PoolTable(BaseTable):
    """The public pool; who takes a lead on wants to know what it is about."""

    company = DocumentLinkColumn(order_by="sort_key")
    pool_since = DateColumn(kind="datetime")
    contact_name = ShortColumn(phone=False)
    source = ShortColumn()
    region = ShortColumn(phone=False)
    first_contact_at = DateColumn(kind="datetime", phone=False)
    last_activity_at = DateColumn(kind="datetime", phone=False)
    created_at = DateColumn(kind="datetime", phone=False, shown=False)
    need = Column(width=40)

    class Meta(BaseTable.Meta):
        model = Lead
        fields = (
            "company",
            "status",
            "pool_since",
            "need",
            "contact_name",
            "source",
            "region",
            "first_contact_at",
            "last_activity_at",
            "created_at",
        )
