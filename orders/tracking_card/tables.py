from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.follow_up.models import QualityTrackingCard
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn, DocumentLinkColumn, PersonColumn


class TrackingCardTable(BaseTable):
    call = DocumentLinkColumn(
        accessor="call__number",
        verbose_name=gettext_lazy("number"),
        linkify=lambda record: record.call.get_absolute_url(),
    )
    customer = Column(accessor="call__customer__name", verbose_name=gettext_lazy("customer"))
    called_at = DateColumn(accessor="call__called_at", verbose_name=gettext_lazy("called at"))
    findings = Column(width=40)
    created_by = PersonColumn(accessor="call__created_by", verbose_name=gettext_lazy("called by"), phone=False)
    paper = Column(
        accessor="call_id", verbose_name=gettext_lazy("Quality tracking card"), orderable=False, export=False
    )

    class Meta(BaseTable.Meta):
        model = QualityTrackingCard
        fields = (
            "call",
            "customer",
            "product_name",
            "delivery_note",
            "used_on",
            "findings",
            "action",
            "called_at",
            "created_by",
            "paper",
        )

    def render_paper(self, value):
        address = reverse("tracking-card-pdf", args=[value])
        return format_html('<a href="{}" target="_blank">{}</a>', address, _("Print"))
