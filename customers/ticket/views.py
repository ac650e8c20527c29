"""Pages of service tickets."""

from django.utils.translation import gettext_lazy as _

from customers.customer.fields import CustomerConfirmationForm
from customers.customer.views import CustomerDetail
from customers.service.permissions import can_keep_commitments, can_keep_teams
from customers.ticket import forms, work
from customers.ticket.filters import TicketFilters
from customers.ticket.intake import open_ticket, update_ticket
from customers.ticket.models import ServiceTicket
from customers.ticket.permissions import (
    can_edit_ticket,
    can_manage_ticket,
    can_note_on_ticket,
    can_reassign_ticket,
    can_start_work,
    can_work_on_ticket,
)
from customers.ticket.tables import TicketTable, warranty_tag
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.lists import ListPage, Preset, TabList


class TicketList(ListPage):
    model = ServiceTicket
    table_class = TicketTable
    filterset_class = TicketFilters
    create_url = "ticket-create"
    create_label = _("Open a ticket")
    edit_fields = ("kind", "team")
    presets = (
        Preset(_("All"), ""),
        Preset(_("Not closed"), "open=true"),
        Preset(_("Not assigned"), f"status={ServiceTicket.Status.NEW}"),
        Preset(
            _("Mine to do"),
            f"assignee=me&status={ServiceTicket.Status.ASSIGNED}&status={ServiceTicket.Status.ON_SITE}&status={ServiceTicket.Status.REMOTE}",
        ),
        Preset(_("Waiting for confirmation"), f"status={ServiceTicket.Status.RESOLVED}"),
        Preset(_("Out of warranty"), "warranty=out&open=true"),
    )
    links = (
        (_("Service commitments"), "service-commitment-list", "shield-check", can_keep_commitments),
        (_("Service teams"), "service-team-list", "users-group", can_keep_teams),
    )
    empty_title = _("No service tickets")
    empty_text = _("A request for repair, maintenance or advice is opened here and given to a technician.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).with_people()


def why_not_resolve(user, ticket):
    if ticket.status == ServiceTicket.Status.ASSIGNED and can_work_on_ticket(user, ticket):
        return _("Before it is resolved, say whether the service is on site or remote.")
    return ""


class TicketDetail(DetailPage):
    model = ServiceTicket
    related = ("customer__owner", "product_category", "assignee", "team__lead", "created_by")
    template_name = "customers/ticket/detail.html"
    actions = (
        Action(
            "assign",
            _("Assign"),
            can_reassign_ticket,
            work.assign_ticket,
            form=forms.AssignTicketForm,
            to=ServiceTicket.Status.ASSIGNED,
            style="primary",
            icon="user-plus",
            initial=lambda user, ticket: {"assignee": ticket.assignee_id},
        ),
        Action(
            "start",
            _("On site or remote"),
            can_start_work,
            work.start_service,
            form=forms.StartServiceForm,
            style="primary",
            icon="route",
        ),
        Action(
            "resolve",
            _("Resolved"),
            can_work_on_ticket,
            work.resolve_ticket,
            form=forms.ResolveTicketForm,
            to=ServiceTicket.Status.RESOLVED,
            style="success",
            icon="circle-check",
            why_not=why_not_resolve,
        ),
        Action(
            "confirm",
            _("Customer confirms"),
            can_manage_ticket,
            work.confirm_ticket,
            form=CustomerConfirmationForm,
            to=ServiceTicket.Status.CONFIRMED,
            style="success",
            icon="mood-smile",
        ),
        Action(
            "close",
            _("Close"),
            can_manage_ticket,
            work.close_ticket,
            to=ServiceTicket.Status.CLOSED,
            style="success",
            icon="archive",
        ),
        Action(
            "note",
            _("Progress note"),
            can_note_on_ticket,
            work.add_ticket_note,
            form=forms.TicketNoteForm,
            icon="message-plus",
        ),
    )

    def title(self, obj):
        return obj.title

    def can_edit(self, user, obj):
        return can_edit_ticket(user, obj)

    def facts(self, obj):
        return [
            (_("Customer"), obj.customer),
            (_("Responsible rep"), obj.customer.owner),
            (_("Kind of service"), obj.get_kind_display()),
            (_("Contact"), " ".join(filter(None, [obj.contact_name, obj.contact_phone]))),
            (_("Place of use"), obj.place),
            (_("Opened at"), obj.opened_at),
            (_("Service team"), str(obj.team or "")),
            (_("Assigned to"), obj.assignee),
            (_("Way of service"), obj.get_mode_display()),
            Fact(_("What is needed"), obj.need, wide=True),
            *([Fact(_("What was done"), obj.resolution, wide=True)] if obj.resolution else []),
        ]

    def fact_groups(self, obj):
        found = [
            (
                _("The goods"),
                [
                    (_("Warranty"), warranty_tag(obj)),
                    (_("Warranty until"), obj.warranty_until),
                    (_("Product"), obj.product_label),
                    (_("Order"), obj.order_number),
                    (_("Contract"), obj.contract_number),
                    (_("Goods accepted on"), obj.accepted_on),
                ],
            )
        ]
        if obj.satisfied is not None:
            found.append(
                (
                    _("Confirmation by the customer"),
                    [
                        (_("Satisfied"), obj.satisfied),
                        (_("Confirmed by"), obj.confirmed_by),
                        (_("Confirmed at"), obj.confirmed_at),
                    ],
                )
            )
        return found

    def extra_context(self, obj):
        warned = obj.lacks_skill and obj.assignee_id and obj.product_category_id
        return {"skill_warning": work.skill_warning(obj.assignee, obj.product_category) if warned else ""}


class TicketCreate(CreatePage):
    model = ServiceTicket
    form_class = forms.TicketForm
    title = _("Open a ticket")
    create = open_ticket


class TicketEdit(EditPage):
    model = ServiceTicket
    form_class = forms.TicketEditForm
    update = update_ticket


class CustomerTickets(TabList):
    model = ServiceTicket
    table_class = TicketTable
    filterset_class = TicketFilters
    key = "customer-tickets"
    title = _("Service tickets")
    parent = CustomerDetail
    parent_field = "customer"

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).with_people()
