"""Greetings, festivals, campaigns and invitations as rows."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.models import Campaign, CampaignInvitation, CareTask, Festival
from customers.tables.columns import ShortColumn
from salesmgmt.core.web.tables import (
    BaseTable,
    Column,
    DateColumn,
    DocumentLinkColumn,
    PersonColumn,
    QuantityColumn,
    StatusColumn,
)


class CareTable(BaseTable):
    contact = DocumentLinkColumn(accessor="contact__name", verbose_name=_("contact"),
                                 linkify=lambda record: record.get_absolute_url())  # fmt: skip
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


class CampaignTable(BaseTable):
    name = DocumentLinkColumn(order_by="sort_key")
    number = ShortColumn(phone=False)
    invited = QuantityColumn(kind="int", verbose_name=_("invited"))
    attended = QuantityColumn(kind="int", verbose_name=_("attended"))
    responsible_person = PersonColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = Campaign
        fields = (
            "name", "number", "status", "type", "starts_on", "ends_on", "place", "invited", "attended",
            "responsible_person", "budget",
        )  # fmt: skip


class CustomerCampaignTable(BaseTable):
    """Events of one customer: rows are invitations."""

    campaign = DocumentLinkColumn(accessor="campaign__name", verbose_name=_("campaign"))
    state = StatusColumn(accessor="campaign__status", verbose_name=_("status"))
    starts_on = DateColumn(accessor="campaign__starts_on", verbose_name=_("begins"))
    status = Column(verbose_name=_("answer"))
    invited_by = PersonColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = CampaignInvitation
        fields = ("campaign", "state", "starts_on", "contact", "status", "invited_by", "remark")
