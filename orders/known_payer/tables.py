from django.urls import reverse
from django.utils.translation import gettext_lazy

from orders.known_payer.models import KnownPayer
from salesmgmt.core.web.tables import BaseTable, Column, DocumentLinkColumn, PersonColumn


class KnownPayerTable(BaseTable):
    name = DocumentLinkColumn(
        linkify=lambda record: reverse("known-payer-edit", args=[record.pk]),
        accessor="called",
        order_by="name",
        verbose_name=gettext_lazy("name of the payer"),
    )
    customer = Column(accessor="customer__name", verbose_name=gettext_lazy("customer"))
    line = Column(
        accessor="line__number",
        phone=False,
        linkify=lambda record: record.line.get_absolute_url() if record.line_id else None,
    )
    note = Column(phone=False)
    created_by = PersonColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = KnownPayer
        fields = ("name", "customer", "kind", "account", "line", "is_active", "note", "created_by", "created_at")
