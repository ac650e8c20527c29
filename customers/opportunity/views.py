"""Pages of opportunities."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from customers.customer.views import CustomerDetail
from customers.opportunity import assignment as opportunity_assignment
from customers.opportunity.filters import OpportunityFilters
from customers.opportunity.forms import (
    AssignOpportunityForm,
    ContactForm,
    OpportunityCreateForm,
    OpportunityForm,
    ScreenForm,
)
from customers.opportunity.models import Opportunity
from customers.opportunity.permissions import (
    assigns_opportunities,
    can_assign_opportunity,
    can_screen_opportunity,
    can_work_opportunity,
    sees_funnel,
)
from customers.opportunity.pursuit import (
    contact_customer,
    create_opportunity,
    days_in_stage,
    is_stale,
    lose_opportunity,
    update_opportunity,
)
from customers.opportunity.tables import OpportunityTable
from customers.potential.permissions import has_milestones
from customers.potential.views import milestone_actions, milestone_facts
from salesmgmt.core import registry
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage, ReasonForm
from salesmgmt.core.web.lists import BulkAction, ListPage, Preset, TabList


class OpportunityList(ListPage):
    model = Opportunity
    table_class = OpportunityTable
    filterset_class = OpportunityFilters
    create_url = "opportunity-create"
    edit_fields = ("expected_amount", "expected_on", "next_contact_on")
    presets = (
        Preset(_("In progress"), "open=true"),
        Preset(_("Mine"), "open=true&assigned_to=me"),
        Preset(_("Contact is due"), "due=true"),
        Preset(_("Stands still"), "stale=true"),
        Preset(_("To screen"), "open=true&screened=false", assigns_opportunities),
        Preset(_("Won"), f"status={Opportunity.Status.WON}"),
        Preset(_("Lost"), f"status={Opportunity.Status.LOST}"),
        Preset(_("All"), ""),
    )
    bulk_actions = (
        BulkAction(
            "assign",
            _("Assign"),
            assigns_opportunities,
            opportunity_assignment.assign_opportunity,
            form=AssignOpportunityForm,
            icon="user-plus",
        ),
    )
    links = (
        (_("Board"), "opportunity-board", "layout-kanban", lambda user: may_at_all(user, "opportunity", "R")),
        (_("Funnel"), "opportunity-funnel", "filter", sees_funnel),
    )
    empty_title = _("No opportunities yet")
    empty_text = _("An opportunity begins when a qualified lead is converted, or with a customer who has a file.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("customer__owner", "assigned_to")


def part_crumbs(part, *more):
    """A part is found through its opportunity."""
    opportunity = part.opportunity
    return [
        Crumb(_("Opportunities"), reverse("opportunity-list")),
        Crumb(str(opportunity), opportunity.get_absolute_url()),
        *more,
    ]


class OpportunityDetail(DetailPage):
    model = Opportunity
    related = ("customer__owner", "assigned_to", "lead", "created_by", "screened_by", "needs_survey__template")
    template_name = "customers/opportunity/detail.html"
    pdf_links = ((_("Sample confirmation and letter of intent"), "opportunity-potential-pdf", has_milestones),)
    actions = (
        Action(
            "screen",
            _("Screen"),
            lambda user, obj: not obj.screened_at and can_screen_opportunity(user, obj),
            opportunity_assignment.screen_opportunity,
            form=ScreenForm,
            style="primary",
            icon="checkbox",
            initial=lambda user, obj: {"priority": obj.priority or "medium"},
        ),
        Action(
            "contact",
            _("Log a contact"),
            can_work_opportunity,
            contact_customer,
            form=ContactForm,
            icon="phone-check",
            order=48,
        ),
        Action(
            "assign",
            _("Assign"),
            can_assign_opportunity,
            opportunity_assignment.assign_opportunity,
            form=AssignOpportunityForm,
            icon="user-plus",
        ),
        Action(
            "lose",
            _("Lost"),
            can_work_opportunity,
            lose_opportunity,
            form=ReasonForm,
            to=Opportunity.Status.LOST,
            icon="mood-sad",
        ),
        *milestone_actions(Opportunity),
    )

    def title(self, obj):
        return obj.title

    def can_edit(self, user, obj):
        return can_work_opportunity(user, obj)

    def facts(self, obj):
        age = _("%(n)d days") % {"n": days_in_stage(obj)} if obj.is_open else ""
        return [
            (_("Customer"), obj.customer),
            (_("Followed by"), obj.assigned_to),
            (_("Expected amount"), obj.expected_amount),
            (_("Expected decision"), obj.expected_on),
            (_("Last contact"), obj.contacted_at),
            (_("Next contact"), obj.next_contact_on),
            *([Fact(_("In this stage"), age, note=_("stands still") if is_stale(obj) else "")] if age else []),
            (_("Importance"), obj.get_priority_display() if obj.priority else _("not screened yet")),
            (_("Complex project"), obj.is_complex),
            *([(_("The customer's rep"), obj.customer.owner)] if obj.customer.owner_id != obj.assigned_to_id else []),
            *([(_("Lead"), obj.lead)] if obj.lead_id else []),
            *([Fact(_("Reason"), obj.lost_reason, wide=True)] if obj.lost_reason else []),
            Fact(_("Need"), obj.need, wide=True),
        ]

    def fact_groups(self, obj):
        return milestone_facts(obj)

    def extra_context(self, obj):
        return {"next_steps": registry.fact("opportunity", "next_steps", obj)}


class OpportunityCreate(CreatePage):
    model = Opportunity
    form_class = OpportunityCreateForm
    template_name = "customers/preference/form_with_preferences.html"
    create = create_opportunity


class OpportunityEdit(EditPage):
    model = Opportunity
    form_class = OpportunityForm
    template_name = "customers/preference/form_with_preferences.html"
    update = update_opportunity


class CustomerOpportunities(TabList):
    model = Opportunity
    table_class = OpportunityTable
    key = "customer-opportunities"
    title = _("Opportunities")
    create_url = "opportunity-create"
    parent = CustomerDetail
    parent_field = "customer"

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("customer__owner", "assigned_to")
