"""Pages of complaints."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views import View

from customers.complaint import forms, handling, permissions
from customers.complaint.corrective_action import add_corrective_action, finish_corrective_action
from customers.complaint.filters import ComplaintFilters
from customers.complaint.handling import can_close_complaint, why_not_close
from customers.complaint.intake import register_complaint, set_severity, update_complaint
from customers.complaint.models import Complaint
from customers.complaint.papers import complaint_pdf
from customers.complaint.permissions import (
    can_answer_complaint,
    can_ask_departments,
    can_classify_complaint,
    can_finish_some_action,
    can_investigate_complaint,
    can_note_on_complaint,
    can_propose_solution,
)
from customers.complaint.tables import (
    ComplaintTable,
    CorrectiveActionTable,
    InvestigationTable,
    NoteTable,
    severity_tag,
)
from customers.complaint_cause.permissions import can_keep_causes
from customers.complaint_clock.deadline import clock_of
from customers.customer.views import CustomerDetail
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, Preset, TabList


class ComplaintList(ListPage):
    model = Complaint
    table_class = ComplaintTable
    filterset_class = ComplaintFilters
    create_url = "complaint-create"
    create_label = _("Register a complaint")
    presets = (
        Preset(_("All"), ""),
        Preset(_("Not closed"), "open=true"),
        Preset(_("Clock running"), "sla_state=running&open=true"),
        Preset(_("Deadline missed"), "sla_state=missed&open=true"),
        Preset(_("Waiting for confirmation"), f"status={Complaint.Status.RESOLVED}"),
        Preset(_("Serious"), "severity=serious"),
        Preset(_("Escalated"), "escalated=true&open=true"),
        Preset(_("Mine"), "customer__owner=me"),
    )
    links = (
        (_("Monthly summary"), "complaint-summary", "chart-bar", permissions.can_read_summary),
        (_("Root causes"), "complaint-cause-list", "list-details", can_keep_causes),
    )
    empty_title = _("No complaints")
    empty_text = _("Whoever hears of a complaint registers it at once: content, time and contact.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).with_people()


def solution(user, complaint):
    return {name: getattr(complaint, name) for name in ("cause", "cause_text", "solution")}


class ComplaintDetail(DetailPage):
    model = Complaint
    related = ("customer__owner", "product_category", "escalated_to", "cause", "rep", "severity_set_by", "created_by")
    template_name = "customers/complaint/detail.html"
    pdf_links = ((_("Complaint record"), "complaint-pdf", lambda user, complaint: True),)
    actions = (
        Action(
            "investigate",
            _("Investigate"),
            can_investigate_complaint,
            handling.investigate,
            form=forms.InvestigateForm,
            to=Complaint.Status.INVESTIGATING,
            style="primary",
            icon="zoom-question",
        ),
        Action(
            "answer",
            _("Write the finding"),
            can_answer_complaint,
            handling.answer_investigation,
            form=forms.FindingForm,
            style="success",
            icon="report-search",
        ),
        Action(
            "propose",
            _("Solution"),
            can_propose_solution,
            handling.propose_solution,
            form=forms.SolutionForm,
            style="primary",
            icon="bulb",
            initial=solution,
        ),
        Action(
            "resolve",
            _("Carried out"),
            permissions.can_handle_complaint,
            handling.resolve_complaint,
            form=forms.ResolveForm,
            to=Complaint.Status.RESOLVED,
            style="success",
            icon="circle-check",
        ),
        Action(
            "confirm",
            _("Customer confirms"),
            permissions.can_handle_complaint,
            handling.confirm_complaint,
            form=forms.ConfirmForm,
            to=Complaint.Status.CUSTOMER_CONFIRMED,
            style="success",
            icon="mood-smile",
        ),
        Action(
            "close",
            _("Close"),
            can_close_complaint,
            handling.close_complaint,
            form=forms.CloseForm,
            to=Complaint.Status.CLOSED,
            style="success",
            icon="archive",
            why_not=why_not_close,
            initial=lambda user, complaint: {"cause": complaint.cause_id},
        ),
        Action(
            "note",
            _("Progress note"),
            can_note_on_complaint,
            handling.add_note,
            form=forms.NoteForm,
            style="",
            icon="message-plus",
        ),
        Action(
            "ask",
            _("Ask a department"),
            can_ask_departments,
            handling.investigate,
            form=forms.InvestigateForm,
            icon="zoom-question",
        ),
        Action(
            "severity",
            _("Set the severity"),
            can_classify_complaint,
            set_severity,
            form=forms.SeverityForm,
            icon="urgent",
            initial=lambda user, complaint: {"severity": complaint.severity},
        ),
        Action(
            "measure",
            _("Corrective action"),
            can_note_on_complaint,
            add_corrective_action,
            form=forms.CorrectiveActionForm,
            icon="shield-check",
        ),
        Action(
            "measure-done",
            _("Corrective action done"),
            can_finish_some_action,
            finish_corrective_action,
            form=forms.ActionDoneForm,
            icon="checks",
        ),
    )

    @classmethod
    def queryset(cls, user):
        return super().queryset(user).prefetch_related("investigations__found_by", "corrective_actions__person")

    def title(self, obj):
        return obj.title

    def can_edit(self, user, obj):
        return permissions.can_edit_complaint(user, obj)

    def facts(self, obj):
        return [
            (_("Customer"), obj.customer),
            (_("Responsible rep"), obj.customer.owner),
            (_("Severity"), severity_tag(obj)),
            (_("Severity set by"), obj.severity_set_by),
            (_("Channel"), obj.get_channel_display()),
            (_("Contact"), f"{obj.contact_name} {obj.contact_phone}"),
            (_("Product"), obj.product_label),
            (_("Order"), obj.order_number),
            (_("First reply"), obj.first_reply_at),
            (_("Registered by"), obj.created_by),
            Fact(_("Content"), obj.content, wide=True),
        ]

    def fact_groups(self, obj):
        found = []
        if obj.cause_text or obj.solution:
            found.append(
                (
                    _("Cause and solution"),
                    [
                        (_("Root cause"), str(obj.cause or "")),
                        Fact(_("Cause"), obj.cause_text, wide=True),
                        Fact(_("Solution"), obj.solution, wide=True),
                        Fact(_("Carried out"), obj.resolution, wide=True),
                    ],
                )
            )
        if obj.satisfied is not None:
            found.append(
                (
                    _("Confirmation by the customer"),
                    [
                        (_("Satisfied"), obj.satisfied),
                        (_("Confirmed by"), obj.confirmed_by),
                        (_("Confirmed at"), obj.confirmed_at),
                        Fact(_("Summary"), obj.summary, wide=True),
                    ],
                )
            )
        return found

    def extra_context(self, obj):
        user, notes = self.request.user, obj.notes.select_related("by")
        tables = {
            "investigation_table": (InvestigationTable, list(obj.investigations.all())),
            "action_table": (CorrectiveActionTable, list(obj.corrective_actions.all())),
            "note_table": (NoteTable, list(notes)),
        }
        made = {name: table(rows, user=user) if rows else None for name, (table, rows) in tables.items()}
        return {**made, "clock": clock_of(obj, timezone.now()), "hints": self._hints(obj)}

    @staticmethod
    def _hints(obj):
        waiting = [row.get_department_display() for row in obj.investigations.all() if row.found_at is None]
        if waiting and obj.status in handling.INVESTIGABLE:
            return [_("Waiting for the finding of: %(departments)s.") % {"departments": "、".join(map(str, waiting))}]
        if obj.status == Complaint.Status.RESOLVED:
            return [_("Carried out; waiting for the confirmation of the customer.")]
        return []


class ComplaintCreate(CreatePage):
    model = Complaint
    form_class = forms.ComplaintForm
    title = _("Register a complaint")
    submit_label = _("Register")
    create = register_complaint
    help_text = _("The clock starts with the receipt: 24 hours in the city, 48 outside, as the settings say.")

    def get_initial(self):
        return {"received_at": timezone.now(), "channel": Complaint.Channel.HOTLINE, **super().get_initial()}


class ComplaintEdit(EditPage):
    model = Complaint
    form_class = forms.ComplaintEditForm
    update = update_complaint


class ComplaintPdf(View):
    """F-28: the complaint record as it stands."""

    def get(self, request, pk):
        rows = Complaint.objects.visible_to(request.user).select_related(*ComplaintDetail.related)
        complaint = get_object_or_404(rows, pk=pk)
        return pdf_response(complaint_pdf(complaint), f"{complaint.number}.pdf")


class CustomerComplaints(TabList):
    model = Complaint
    table_class = ComplaintTable
    filterset_class = ComplaintFilters
    key = "customer-complaints"
    title = _("Complaints")
    parent = CustomerDetail
    parent_field = "customer"

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).with_people()
