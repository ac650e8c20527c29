"""Pages of greetings and festivals."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from customers.care import greeting as care
from customers.care.festival import next_day
from customers.care.filters import CareFilters
from customers.care.forms import FestivalForm, GreetingForm, SendGreetingForm
from customers.care.models import CareTask, Festival
from customers.care.permissions import can_edit_festivals, can_greet, may_greet
from customers.care.tables import CareTable, FestivalTable
from customers.customer.views import CustomerDetail
from salesmgmt.core.calendar import today
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.lists import BulkAction, ListPage, Preset, TabList
from salesmgmt.core.web.reach import call


class CareList(ListPage):
    model = CareTask
    table_class = CareTable
    filterset_class = CareFilters
    key = "care"
    matrix_key = "follow_up"
    title = gettext_lazy("Customer care")
    help_text = gettext_lazy("Greetings are drafted by the calendar and sent by you.")
    presets = (
        Preset(gettext_lazy("To greet"), f"status={CareTask.Status.DRAFT}"),
        Preset(gettext_lazy("Mine"), f"status={CareTask.Status.DRAFT}&customer__owner=me"),
        Preset(gettext_lazy("Birthdays"), "festival=null"),
        Preset(gettext_lazy("All"), ""),
    )
    bulk_actions = (
        BulkAction("called", gettext_lazy("Greeted by telephone"), may_greet, care.mark_called, icon="phone-check"),
        BulkAction("skip", gettext_lazy("Do not greet"), may_greet, care.skip_greeting, icon="circle-x"),
    )
    links = (
        (gettext_lazy("Festivals"), "festival-list", "calendar-heart", lambda user: may_at_all(user, "festival", "R")),
    )
    empty_title = gettext_lazy("Nobody to greet")
    empty_text = gettext_lazy("Drafts appear some days before birthdays and festivals.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("customer__owner", "contact", "festival")


def letter(user, obj):
    subject = _("Best wishes for your birthday") if obj.festival_id is None else str(obj.festival)
    return {"subject": subject, "greeting": obj.greeting}


def why_no_letter(user, obj):
    if obj.status == CareTask.Status.DRAFT and can_greet(user, obj) and not obj.contact.email:
        return _("%(contact)s has no e-mail address: greet by telephone.") % {"contact": obj.contact}
    return ""


class CareDetail(DetailPage):
    model = CareTask
    related = ("customer__owner", "contact", "festival")
    template_name = "customers/care/detail.html"
    has_attachments = False
    edit_url = "care-edit"
    actions = (
        Action(
            "send",
            gettext_lazy("Send by mail"),
            lambda user, obj: bool(obj.contact.email) and can_greet(user, obj),
            care.send_greeting,
            form=SendGreetingForm,
            to=CareTask.Status.SENT,
            style="primary",
            icon="mail-forward",
            initial=letter,
            why_not=why_no_letter,
        ),
        Action(
            "called",
            gettext_lazy("Greeted by telephone"),
            can_greet,
            care.mark_called,
            to=CareTask.Status.CALLED,
            style="success",
            icon="phone-check",
        ),
        Action(
            "skip",
            gettext_lazy("Do not greet"),
            can_greet,
            care.skip_greeting,
            to=CareTask.Status.SKIPPED,
            icon="circle-x",
        ),
    )

    def title(self, obj):
        return f"{obj.contact.name} · {obj.occasion}"

    def can_edit(self, user, obj):
        return obj.is_editable and can_greet(user, obj)

    def facts(self, obj):
        return [
            (_("Customer"), obj.customer),
            (_("Contact"), obj.contact.name),
            (pgettext("greeting", "Occasion"), obj.occasion),
            (_("Day"), obj.day),
            (_("Telephone"), call(obj.contact.phone)),
            (_("E-mail"), obj.contact.email),
            *([(_("Done at"), obj.done_at)] if obj.done_at else []),
            *([(_("Sent to"), obj.sent_to), (_("Mailed at"), obj.mailed_at)] if obj.sent_to else []),
            Fact(_("Greeting"), obj.greeting, wide=True),
        ]

    def _crumbs(self, obj, kind):
        return [Crumb(_("Customer care"), reverse("care-list")), Crumb(str(obj))]


class CareEdit(EditPage):
    model = CareTask
    form_class = GreetingForm
    update = care.update_greeting

    def get_crumbs(self, obj):
        return [
            Crumb(_("Customer care"), reverse("care-list")),
            Crumb(str(obj), obj.get_absolute_url()),
            Crumb(_("Edit")),
        ]


class CustomerCare(TabList):
    model = CareTask
    table_class = CareTable
    key = "customer-care"
    matrix_key = "follow_up"
    title = gettext_lazy("Customer care")
    parent = CustomerDetail
    parent_field = "customer"

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("customer__owner", "contact", "festival")


class FestivalList(ListPage):
    model = Festival
    table_class = FestivalTable
    key = "festival"
    matrix_key = "festival"
    create_url = "festival-create"
    create_label = gettext_lazy("New festival")
    title = gettext_lazy("Festivals")
    help_text = gettext_lazy("On these days greetings are drafted for the contacts of every customer.")

    def get_context_data(self, **extra):
        context = super().get_context_data(**extra)
        for festival in context["page"].object_list:
            festival.record.next_day = next_day(festival.record, today())
        return context


class FestivalCreate(CreatePage):
    model = Festival
    form_class = FestivalForm
    matrix_key = "festival"
    title = gettext_lazy("New festival")

    def write(self, obj, form, lines):
        return care.save_festival(self.request.user, Festival(), **form.cleaned_data)

    def get_success_url(self, document):
        return reverse("festival-list")

    def get_cancel_url(self, obj):
        return reverse("festival-list")


class FestivalEdit(EditPage):
    model = Festival
    form_class = FestivalForm

    def check_may(self, obj):
        require(can_edit_festivals(self.request.user))

    def write(self, obj, form, lines):
        return care.save_festival(self.request.user, Festival.objects.get(pk=obj.pk), **form.cleaned_data)

    def get_success_url(self, document):
        return reverse("festival-list")

    def get_cancel_url(self, obj):
        return reverse("festival-list")

    def get_crumbs(self, obj):
        return [Crumb(_("Festivals"), reverse("festival-list")), Crumb(str(obj))]
