"""Pages of opportunities."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from customers.customer.views import CustomerDetail
from customers.needs import survey as needs
from customers.needs.forms import TemplateChoiceForm
from customers.negotiation import rounds as negotiation
from customers.negotiation.forms import NegotiationForm
from customers.negotiation.tables import NegotiationTable
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
from customers.opportunity.next_step import next_steps
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
from customers.potential.views import has_milestones, milestone_facts
from customers.solution import design as solution
from customers.solution.permissions import can_start_solution
from customers.support import request as support
from customers.support.forms import AnswerForm, AskForm
from customers.support.permissions import can_ask_support
from salesmgmt.core.domain import attachments
from salesmgmt.core.permissions import sees_prices
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage, ReasonForm
from salesmgmt.core.web.lists import BulkAction, ListPage, Preset, TabList


class OpportunityList(ListPage):
    model = Opportunity
    table_class = OpportunityTable
    filterset_class = OpportunityFilters
    create_url = "opportunity-create"
    presets = (
        Preset(_("In progress"), "open=true"),
        Preset(_("Mine"), "open=true&assigned_to=me"),
        Preset(_("Contact is due"), "due=true"),
        Preset(_("Stands still"), "stale=true"),
        Preset(_("To screen"), "open=true&screened=false", assigns_opportunities),
        Preset(_("Won"), "status=won"),
        Preset(_("Lost"), "status=lost"),
        Preset(_("All"), ""),
    )
    bulk_actions = (
        BulkAction("assign", _("Assign"), assigns_opportunities, opportunity_assignment.assign_opportunity,
                   form=AssignOpportunityForm, icon="user-plus"),
    )  # fmt: skip
    links = ((_("Funnel"), "opportunity-funnel", "filter", sees_funnel),)
    empty_title = _("No opportunities yet")
    empty_text = _("An opportunity begins when a qualified lead is converted, or with a customer who has a file.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("customer__owner", "assigned_to")


def in_stage(*statuses):
    return lambda user, opportunity: opportunity.status in statuses and can_work_opportunity(user, opportunity)


def can_start_survey(user, opportunity):
    return in_stage("needs_analysis")(user, opportunity) and getattr(opportunity, "needs_survey", None) is None


def can_complete_survey(user, opportunity):
    return in_stage("needs_analysis", "solution")(user, opportunity) and (
        getattr(opportunity, "needs_survey", None) is not None and opportunity.needs_survey.status == "draft"
    )


def solution_status(opportunity):
    current = solution.current_solution(opportunity)
    return current.status if current else ""


def can_write_solution(user, opportunity):
    """A first version, or one in place of what cannot be done; a draft is edited instead."""
    return can_start_solution(user, opportunity) and solution_status(opportunity) in ("", "not_feasible")


def can_renew_solution(user, opportunity):
    """In place of a version that would do: behind "more"."""
    return can_start_solution(user, opportunity) and solution_status(opportunity) in ("complete", "presented")


def can_answer(user, opportunity):
    return any(each.status == "asked" and user.has_role(each.department) for each in requests_of(opportunity))


def requests_of(opportunity):
    """Read once a page: several buttons and a card ask."""
    if not hasattr(opportunity, "_requests"):
        rows = opportunity.support_requests.select_related("asked_by", "answered_by", "solution")
        opportunity._requests = list(rows)
    return opportunity._requests


def agreed_so_far(user, opportunity):
    return negotiation.opening_terms(opportunity)


def edit_of(name):
    return lambda made, obj: reverse(f"{name}-edit", args=[made.pk])


class OpportunityDetail(DetailPage):
    model = Opportunity
    related = ("customer__owner", "assigned_to", "lead", "created_by", "screened_by", "needs_survey__template")
    template_name = "customers/opportunity/detail.html"
    pdf_links = ((_("Sample confirmation and letter of intent"), "opportunity-potential-pdf", has_milestones),)
    actions = (
        Action("survey", _("Start the needs survey"), can_start_survey, needs.start_survey, form=TemplateChoiceForm,
               style="primary", icon="clipboard-list", goto=edit_of("needs-survey")),
        Action("needs", _("Needs survey complete"), can_complete_survey, needs.complete_needs, style="success",
               icon="circle-check"),
        Action("solution", _("New solution"), can_write_solution, solution.start_solution, style="primary",
               icon="bulb", goto=edit_of("solution")),
        Action("quoting", _("Start quoting"), in_stage("solution"), solution.begin_quoting, to="quoting",
               style="success", icon="circle-check"),
        Action("answer", _("Answer"), can_answer, support.answer_support, form=AnswerForm, style="primary",
               icon="message-check", goto=lambda result, obj: reverse("support-list")),
        Action("negotiate", _("Record a negotiation"), in_stage("quoted", "negotiation"), negotiation.negotiate,
               form=NegotiationForm, style="primary", icon="messages", initial=agreed_so_far),
        Action("win", _("Mark as agreed"), can_work_opportunity, negotiation.win_opportunity, form=NegotiationForm, to="won",
               style="success", icon="heart-handshake", initial=agreed_so_far,
               help_text=_("All five topics are needed; the contract takes them over.")),
        Action("screen", _("Screen"), lambda user, obj: not obj.screened_at and can_screen_opportunity(user, obj),
               opportunity_assignment.screen_opportunity, form=ScreenForm, style="primary", icon="checkbox",
               initial=lambda user, obj: {"priority": obj.priority or "medium"}),
        Action("renew", _("New version of the solution"), can_renew_solution, solution.start_solution,
               icon="copy-plus", goto=edit_of("solution")),
        Action("contact", _("Log a contact"), can_work_opportunity, contact_customer, form=ContactForm,
               icon="phone-check"),
        Action("ask", _("Ask departments"), can_ask_support, support.ask_support, form=AskForm, icon="help-hexagon"),
        Action("assign", _("Assign"), can_assign_opportunity, opportunity_assignment.assign_opportunity,
               form=AssignOpportunityForm, icon="user-plus"),
        Action("lose", _("Lost"), can_work_opportunity, lose_opportunity, form=ReasonForm, to="lost", icon="mood-sad"),
    )  # fmt: skip

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
        user = self.request.user
        survey, current = getattr(obj, "needs_survey", None), solution.current_solution(obj)
        rounds = list(obj.negotiations.select_related("by"))
        return {
            "next_steps": next_steps(obj, survey, rounds[0] if rounds else None) if obj.is_open else [],
            "survey": survey, "survey_rows": survey_rows(survey, user) if survey else [],
            "solution": current, "solution_parts": part_states(current) if current else [],
            "old_solutions": obj.solutions.filter(status="superseded"),
            "requests": requests_of(obj), "last_round": rounds[0] if rounds else None,
            "topics": topic_rows(rounds[0]) if rounds else [],
            "round_table": NegotiationTable(rounds, user=user) if len(rounds) > 1 else None,
        }  # fmt: skip


def survey_rows(survey, user):
    """``[(question, value)]`` of what was answered or must be; amounts only for those who see prices."""
    answers = needs.answers_of(survey)
    shown = [each for each in needs.questions_of(survey) if each.kind != "money" or sees_prices(user)]
    rows = [(each, needs.as_value(each, answers.get(each.pk, ""))) for each in shown]
    return [(question, value) for question, value in rows if value != "" or question.is_required]


def part_states(current):
    """``[(part, is there a file of it)]``"""
    present = attachments.kinds_of(current)
    return [(part, part in present) for part in current.template.parts]


def topic_rows(record):
    """``[(topic, value, whether it is agreed)]`` of the five."""
    quantity = f"{record.quantity.normalize():f} {record.unit}".strip() if record.quantity else ""
    values = {name: getattr(record, name) for name in record.TOPICS} | {"quantity": quantity}
    return [(record._meta.get_field(name).verbose_name, values[name], record.is_settled(name)) for name in values]


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
