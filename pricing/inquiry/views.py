"""Pages of inquiries (QUO-01)."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.customer.models import Customer
from customers.customer.views import CustomerDetail
from pricing.inquiry.answering import answer_inquiry, close_inquiry, quote_inquiry
from pricing.inquiry.entry import create_inquiry, update_inquiry
from pricing.inquiry.filters import InquiryFilters
from pricing.inquiry.forms import AnswerForm, InquiryEditForm, InquiryForm, InquiryLines
from pricing.inquiry.models import Inquiry
from pricing.inquiry.permissions import can_answer_inquiry, can_quote_inquiry
from pricing.inquiry.states import InquiryStatus
from pricing.inquiry.tables import InquiryLineTable, InquiryTable
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.form_classes import ReasonForm
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.lists import ListPage, Preset, TabList


class InquiryList(ListPage):
    model = Inquiry
    table_class = InquiryTable
    filterset_class = InquiryFilters
    create_url = "inquiry-create"
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(gettext_lazy("To be answered"), f"status={InquiryStatus.OPEN}"),
        Preset(gettext_lazy("Answered, not quoted"), f"status={InquiryStatus.ANSWERED}"),
        Preset(gettext_lazy("Mine"), "customer__owner=me"),
    )
    empty_title = gettext_lazy("No inquiries yet")
    empty_text = gettext_lazy("Enter what a customer asks: the clock reminds you, and the quote is one step away.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("customer__owner", "quote")


class CustomerInquiries(TabList):
    """The inquiries of one customer, inside his page."""

    model = Inquiry
    key = "customer-inquiries"
    table_class = InquiryTable
    filterset_class = InquiryFilters
    parent = CustomerDetail
    parent_field = "customer"

    @classmethod
    def base_queryset(cls, user):
        return InquiryList.base_queryset(user)


class InquiryDetail(DetailPage):
    model = Inquiry
    related = ("customer__owner", "contact", "opportunity", "answered_by", "quote", "created_by")
    lines_title = gettext_lazy("Items asked for")
    actions = (
        Action(
            "answer",
            gettext_lazy("Record the answer"),
            can_answer_inquiry,
            answer_inquiry,
            form=AnswerForm,
            to=InquiryStatus.ANSWERED,
            style="success",
            icon="message-reply",
        ),
        Action(
            "quote",
            gettext_lazy("Write a quote"),
            can_quote_inquiry,
            quote_inquiry,
            style="primary",
            icon="file-dollar",
            goto=lambda made, inquiry: reverse("quote-edit", args=[made.pk]),
        ),
        Action(
            "close",
            gettext_lazy("Close"),
            can_answer_inquiry,
            close_inquiry,
            form=ReasonForm,
            to=InquiryStatus.CLOSED,
            icon="x",
        ),
    )

    def title(self, obj):
        return obj.title

    def facts(self, obj):
        due = Fact(_("To be answered until"), obj.answer_due_at)
        if obj.is_waiting and obj.answer_due_at <= timezone.now():
            due = Fact(_("To be answered until"), obj.answer_due_at, note=_("time is over"))
        return [
            (_("Customer"), obj.customer),
            (_("Contact"), obj.contact.name if obj.contact else ""),
            (_("Responsible rep"), obj.customer.owner),
            (_("How it came"), obj.get_channel_display()),
            (_("Received at"), obj.received_at),
            due,
            (_("Customer's reference"), obj.customer_reference),
            (_("Opportunity"), obj.opportunity),
            (_("Quote"), obj.quote),
            Fact(_("What is asked"), obj.question, wide=True),
            (_("Answered at"), obj.answered_at),
            (_("Answered by"), obj.answered_by),
            Fact(_("Answer"), obj.answer, wide=True),
        ]

    def lines(self, obj):
        rows = list(obj.lines.select_related("product"))
        return InquiryLineTable(rows, user=self.request.user) if rows else None


class InquiryCreate(CreatePage):
    model = Inquiry
    form_class = InquiryForm
    line_formset = InquiryLines
    lines_title = gettext_lazy("Items asked for")
    create = create_inquiry

    @cached_property
    def asked_customer(self):
        pk = as_pk(self.request.GET.get("customer"))
        return get_object_or_404(Customer.objects.visible_to(self.request.user), pk=pk) if pk else None

    def get_initial(self):
        known = {"contact": self.asked_customer.contacts.first()} if self.asked_customer else {}
        now = timezone.localtime().replace(second=0, microsecond=0)
        return {"received_at": now, **known, **super().get_initial()}


class InquiryEdit(EditPage):
    model = Inquiry
    form_class = InquiryEditForm
    line_formset = InquiryLines
    lines_title = gettext_lazy("Items asked for")
    update = update_inquiry
