"""Pages of opportunities."""

from django.utils.translation import gettext_lazy as _

from customers.domain.opportunity import lose_opportunity, update_opportunity
from customers.filters.opportunity import OpportunityFilters
from customers.forms.opportunity import OpportunityForm
from customers.models import Opportunity
from customers.permissions.opportunity import can_work_opportunity
from customers.tables.opportunity import OpportunityTable
from customers.views.customer import CustomerDetail
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import EditPage, ReasonForm
from salesmgmt.core.web.lists import ListPage, Preset, TabList


class OpportunityList(ListPage):
    model = Opportunity
    table_class = OpportunityTable
    filterset_class = OpportunityFilters
    presets = (
        Preset(_("All"), ""),
        Preset(
            _("In progress"), "status=needs_analysis&status=solution&status=quoting&status=quoted&status=negotiation"
        ),
        Preset(_("Won"), "status=won"),
        Preset(_("Lost"), "status=lost"),
        Preset(_("Mine"), "customer__owner=me"),
    )
    empty_title = _("No opportunities yet")
    empty_text = _("An opportunity begins when a qualified lead is converted.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("customer__owner")


class OpportunityDetail(DetailPage):
    model = Opportunity
    related = ("customer__owner", "lead", "created_by")
    actions = (
        Action("lose", _("Lost"), can_work_opportunity, lose_opportunity, form=ReasonForm, to="lost", style="danger",
               icon="mood-sad"),
    )  # fmt: skip

    def title(self, obj):
        return obj.title

    def facts(self, obj):
        return [
            (_("Customer"), obj.customer),
            (_("Responsible rep"), obj.customer.owner),
            (_("Expected amount"), obj.expected_amount),
            (_("Expected decision"), obj.expected_on),
            (_("Lead"), obj.lead),
            (_("Created"), obj.created_at),
            *([Fact(_("Reason"), obj.lost_reason, wide=True)] if obj.lost_reason else []),
            Fact(_("Need"), obj.need, wide=True),
        ]


class OpportunityEdit(EditPage):
    model = Opportunity
    form_class = OpportunityForm
    update = update_opportunity


class CustomerOpportunities(TabList):
    model = Opportunity
    table_class = OpportunityTable
    key = "customer-opportunities"
    title = _("Opportunities")
    parent = CustomerDetail
    parent_field = "customer"

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("customer__owner")
