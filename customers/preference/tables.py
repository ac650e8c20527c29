from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from customers.preference.models import CustomerPreference
from customers.preference.permissions import can_keep_preference
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn, PersonColumn


class PreferenceTable(BaseTable):
    """On the customer's tab; the topic opens its form for those who keep the file."""

    topic = Column()
    content = Column(width=60)
    source = Column(linkify=True, verbose_name=_("heard at"), orderable=False)
    created_by = PersonColumn(phone=False)
    created_at = DateColumn(kind="datetime", phone=False)
    retired_at = DateColumn(kind="datetime", phone=False)

    class Meta(BaseTable.Meta):
        model = CustomerPreference
        fields = ("topic", "content", "source", "created_by", "created_at", "retired_at")

    def render_topic(self, value, record):
        if self.user is None or not can_keep_preference(self.user, record.customer):
            return value
        return format_html('<a href="{}">{}</a>', reverse("preference-edit", args=[record.pk]), value)
