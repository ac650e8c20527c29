"""Pages of leads."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from customers.lead import following as leads
from customers.lead.filters import LeadFilters
from customers.lead.following import can_qualify_lead
from customers.lead.forms import ActivityForm, AssessmentForm, AssignForm, LeadForm, QualifyForm
from customers.lead.leaving import hand_over_lead
from customers.lead.models import Lead, LeadAssessment
from customers.lead.permissions import (
    can_assess_lead,
    can_assign_open_lead,
    can_create_lead,
    can_disqualify_lead,
    can_edit_lead,
    can_follow_lead,
    can_hand_over_lead,
    can_log_activity,
    can_rank_lead,
    can_reopen_disqualified,
)
from customers.lead.tables import LeadActivityTable, LeadTable
from customers.potential.permissions import has_milestones
from customers.potential.views import milestone_actions, milestone_facts
from salesmgmt.core import registry
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage, ReasonForm
from salesmgmt.core.web.lists import BulkAction, ListPage, Preset
from salesmgmt.core.web.reach import call


class LeadList(ListPage):
    model = Lead
    table_class = LeadTable
    filterset_class = LeadFilters
    create_url = "lead-create"
    edit_fields = ("source", "channel", "region")
    bulk_actions = (
        BulkAction("assign", _("Assign"), leads.assigns, leads.assign_lead, form=AssignForm, icon="user-plus"),
    )
    presets = (
        Preset(_("All"), ""),
        Preset(_("To assign"), f"status={Lead.Status.NEW}"),
        Preset(_("To contact"), f"status={Lead.Status.ASSIGNED}"),
        Preset(_("Contacted"), f"status={Lead.Status.CONTACTED}"),
        Preset(_("Qualified"), f"status={Lead.Status.QUALIFIED}"),
        Preset(_("First contact overdue"), "first_contact_overdue=true"),
        Preset(_("Idle leads"), "idle=true"),
        Preset(_("Mine"), "owner=me"),
    )
    links = (
        (_("Board"), "lead-board", "layout-kanban", lambda user: may_at_all(user, "lead", "R")),
        (_("Public pool"), "lead-pool", "users-group", lambda user: may_at_all(user, "lead", "R")),
        (_("Import"), "lead-import", "file-import", can_create_lead),
        (_("Channels"), "lead-channels", "chart-bar", lambda user: may_at_all(user, "lead", "R")),
    )
    empty_title = _("No leads yet")
    empty_text = _("Enter whoever showed interest: at a fair, on the telephone, on the web.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("owner", "region", "created_by")


def why_not_qualify(user, lead):
    if lead.status != Lead.Status.CONTACTED or not can_follow_lead(user, lead):
        return ""
    missing = leads.unrated(getattr(lead, "assessment", None))
    names = [str(LeadAssessment._meta.get_field(name).verbose_name) for name in missing]
    return _("Before qualification, assess: %(aspects)s.") % {"aspects": "、".join(names)} if names else ""


def assessed(user, lead):
    found = getattr(lead, "assessment", None)
    return {name: getattr(found, name, "") for name in (*LeadAssessment.ASPECTS, "conclusion")}


def log_style(user, lead):
    """The first contact is what goes on with an assigned lead; afterwards a contact is logged beside what goes on."""
    return "primary" if lead.status == Lead.Status.ASSIGNED else "secondary"


def assess_style(user, lead):
    """The assessment is what a contacted lead needs next, until it is whole."""
    is_next = lead.status == Lead.Status.CONTACTED and leads.unrated(getattr(lead, "assessment", None))
    return "primary" if is_next else ""


class LeadDetail(DetailPage):
    model = Lead
    related = ("owner", "region", "created_by", "customer", "known_customer", "assessment")
    template_name = "customers/lead/detail.html"
    lines_title = _("Follow-up")
    pdf_links = ((_("Sample confirmation and letter of intent"), "lead-potential-pdf", has_milestones),)
    actions = (
        Action(
            "log",
            _("Log a contact"),
            can_log_activity,
            leads.log_activity,
            form=ActivityForm,
            style=log_style,
            icon="phone-check",
        ),
        Action(
            "assess",
            _("Assess"),
            can_assess_lead,
            leads.assess_lead,
            form=AssessmentForm,
            style=assess_style,
            icon="star",
            initial=assessed,
        ),
        Action(
            "qualify",
            _("Qualify"),
            can_qualify_lead,
            leads.qualify_lead,
            form=QualifyForm,
            to=Lead.Status.QUALIFIED,
            style="success",
            icon="circle-check",
            why_not=why_not_qualify,
        ),
        Action(
            "priority",
            _("Make it a priority target"),
            lambda user, lead: can_rank_lead(user, lead, False),
            leads.set_priority,
            style="",
            icon="flag",
        ),
        Action(
            "no-priority",
            _("No longer a priority target"),
            lambda user, lead: can_rank_lead(user, lead, True),
            leads.drop_priority,
            style="",
            icon="flag-off",
        ),
        Action(
            "assign",
            _("Assign"),
            can_assign_open_lead,
            leads.assign_lead,
            form=AssignForm,
            to=Lead.Status.ASSIGNED,
            style="primary",
            icon="user-plus",
            order=60,
        ),
        Action(
            "reopen",
            _("Reopen"),
            can_reopen_disqualified,
            leads.reopen_lead,
            form=AssignForm,
            to=Lead.Status.ASSIGNED,
            style="primary",
            icon="refresh",
            order=60,
        ),
        Action(
            "disqualify",
            _("Disqualify"),
            can_disqualify_lead,
            leads.disqualify_lead,
            form=ReasonForm,
            to=Lead.Status.DISQUALIFIED,
            style="",
            icon="circle-x",
        ),
        Action(
            "hand-over",
            _("Hand over"),
            can_hand_over_lead,
            hand_over_lead,
            form=AssignForm,
            style="",
            icon="user-share",
        ),
        *milestone_actions(Lead),
    )

    def title(self, obj):
        return obj.company

    def can_edit(self, user, obj):
        return can_edit_lead(user, obj)

    def facts(self, obj):
        opportunity = registry.fact("lead", "opportunity", obj, user=self.request.user)
        return [
            (_("Contact"), obj.contact_name),
            (_("Telephone"), call(obj.phone)),
            (_("E-mail"), obj.email),
            (_("Responsible rep"), obj.owner),
            (_("Source"), f"{obj.get_source_display()} · {obj.get_channel_display()}"),
            (_("Campaign"), obj.campaign),
            (_("Region"), obj.region),
            (_("Entered by"), obj.created_by),
            (_("Assigned at"), obj.assigned_at),
            (_("First contact"), obj.first_contact_at),
            (_("Priority target"), obj.is_priority),
            (_("Customer"), obj.customer or obj.known_customer),
            *([(_("Opportunity"), opportunity)] if opportunity else []),
            *([Fact(_("Reason"), obj.disqualified_reason, wide=True)] if obj.disqualified_reason else []),
            Fact(_("Need"), obj.need, wide=True),
        ]

    def fact_groups(self, obj):
        found = getattr(obj, "assessment", None)
        if found is None:
            return milestone_facts(obj)
        ratings = [
            (LeadAssessment._meta.get_field(name).verbose_name, getattr(found, f"get_{name}_display")())
            for name in LeadAssessment.ASPECTS
        ]
        return [
            (_("Assessment"), [*ratings, Fact(_("Conclusion"), found.conclusion, wide=True)]),
            *milestone_facts(obj),
        ]

    def extra_context(self, obj):
        return registry.fact("lead", "room_to_claim", obj, user=self.request.user)

    def lines(self, obj):
        return LeadActivityTable(obj.activities.select_related("by"), user=self.request.user)


class LeadCreate(CreatePage):
    model = Lead
    form_class = LeadForm
    create = leads.create_lead

    def get_success_url(self, document):
        """The service centre hands a lead on and does not see it again (roles.md)."""
        if Lead.objects.visible_to(self.request.user).filter(pk=document.pk).exists():
            return document.get_absolute_url()
        return reverse("home")


class LeadEdit(EditPage):
    model = Lead
    form_class = LeadForm
    update = leads.update_lead
