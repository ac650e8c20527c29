from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.care.models import CareTask, Festival
from customers.customer.columns import ShortColumn
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn, DocumentLinkColumn, PersonColumn


class CareTable(BaseTable):
    contact = DocumentLinkColumn(
        accessor="contact__name", verbose_name=_("contact"), linkify=lambda record: record.get_absolute_url()
    )
    customer = Column(accessor="customer__name", verbose_name=_("customer"))
    occasion = Column(
        accessor="festival__name", verbose_name=pgettext_lazy("greeting", "occasion"), default=_("Birthday")
    )
    phone = ShortColumn(accessor="contact__phone", verbose_name=_("telephone"))
    email = Column(accessor="contact__email", verbose_name=_("e-mail"), phone=False)
    owner = PersonColumn(accessor="customer__owner", verbose_name=_("responsible rep"), phone=False)

    class Meta(BaseTable.Meta):
        model = CareTask
        fields = ("contact", "status", "customer", "occasion", "day", "phone", "email", "owner")

    def value_occasion(self, value, record):
        return record.occasion


class FestivalTable(BaseTable):
    name = DocumentLinkColumn()
    next = DateColumn(accessor="next_day", verbose_name=_("next time"), orderable=False, export=False)
    greeting = Column(phone=False)

    class Meta(BaseTable.Meta):
        model = Festival
        fields = ("name", "calendar", "month", "day", "next", "is_active", "greeting")
