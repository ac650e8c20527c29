from django.utils.translation import gettext_lazy as _

from customers.campaign.models import Campaign, CampaignInvitation
from customers.customer.columns import ShortColumn
from salesmgmt.core.web.tables import (
    BaseTable,
    Column,
    DateColumn,
    DocumentLinkColumn,
    PersonColumn,
    QuantityColumn,
    StatusColumn,
)


class CampaignTable(BaseTable):
    name = DocumentLinkColumn(order_by="sort_key")
    number = ShortColumn(phone=False)
    invited = QuantityColumn(kind="int", verbose_name=_("invited"))
    attended = QuantityColumn(kind="int", verbose_name=_("attended"))
    responsible_person = PersonColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = Campaign
        fields = (
            "name",
            "number",
            "status",
            "type",
            "starts_on",
            "ends_on",
            "place",
            "invited",
            "attended",
            "responsible_person",
            "budget",
        )


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
