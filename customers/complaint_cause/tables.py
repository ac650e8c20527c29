"""Root causes as rows."""

from django.utils.translation import gettext_lazy as _

from customers.complaint_cause.models import ComplaintCause
from customers.customer.columns import ShortColumn
from salesmgmt.core.web.tables import (
    BaseTable,
    DocumentLinkColumn,
)


class CauseTable(BaseTable):
    name = DocumentLinkColumn()
    position = ShortColumn(verbose_name=_("place in the list"))

    class Meta(BaseTable.Meta):
        model = ComplaintCause
        fields = ("name", "position", "is_active")
