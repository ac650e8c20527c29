"""The forms of visits and their reports."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.category.models import ProductCategory
from customers.contact.models import Contact
from customers.visit.models import Visit, VisitReport
from customers.visit.report import missing_in_report
from salesmgmt.core import calendar
from salesmgmt.core.models import User
from salesmgmt.core.permissions import SALES_ROLES
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LookupField

TAGS = forms.SelectMultiple(attrs={"data-enhance": "tags"})
TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def moment_field(**kwargs):
    return forms.DateTimeField(**kwargs)


def area(name, rows=3, **kwargs):
    """A text of the report, labelled as the report is."""
    field = VisitReport._meta.get_field(name)
    return forms.CharField(
        label=field.verbose_name, widget=forms.Textarea(attrs={"rows": rows}), max_length=4000, **kwargs
    )


class PlanFields(BaseModelForm):
    """What a plan and an unplanned visit share."""

    customer = LookupField("customer", label=_("customer"))
    contact = LookupField("contact", label=_("contact"), depends=("customer",), required=False)
    categories = forms.ModelMultipleChoiceField(
        ProductCategory.objects.all(), label=_("product categories"), required=False, widget=TAGS
    )
    companions = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("accompanied by"), required=False, widget=TAGS
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        colleagues = User.objects.with_role(*SALES_ROLES).order_by("name")
        self.fields["companions"].queryset = colleagues.exclude(pk=self.user.pk) if self.user else colleagues

    def clean(self):
        found = super().clean()
        contact, customer = found.get("contact"), found.get("customer")
        if contact and customer and contact.customer_id != customer.pk:
            self.add_error("contact", _("This contact belongs to another customer."))
        return found


class VisitForm(PlanFields):
    class Meta:
        model = Visit
        fields = [
            "customer",
            "contact",
            "day",
            "time",
            "purpose",
            "categories",
            "products",
            "companions",
            "customer_people",
        ]
        widgets = {"time": TIME}
        groups = [
            (
                _("Whom and when"),
                ["customer", "contact", "day", "time"],
                _("With contact and time the visit counts as agreed."),
            ),
            (_("What for"), ["purpose", "categories", "products"]),
            (_("Who takes part"), ["companions", "customer_people"]),
        ]
        widths = {"purpose": 12, "categories": 6, "products": 6, "companions": 6, "customer_people": 6}


class VisitEditForm(VisitForm):
    customer = LookupField("customer", label=_("customer"), disabled=True)


class UnplannedVisitForm(PlanFields):
    """A visit nobody planned and its report, on one page: what a rep fills in at the gate."""

    visited_at = moment_field(label=_("visited at"))
    topics = area("topics", required=False)
    needs = area("needs", required=False)
    questions = area("questions", required=False)
    feedback = area("feedback", required=False)
    next_step = forms.CharField(label=_("next step"), max_length=200, required=False)
    next_on = forms.DateField(label=_("next step on"), required=False)
    topic = forms.CharField(label=_("topic of a preference"), max_length=40, required=False)
    preference = forms.CharField(
        label=_("need or preference to remember"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    class Meta:
        model = Visit
        fields = [
            "customer",
            "contact",
            "purpose",
            "categories",
            "products",
            "companions",
            "customer_people",
        ]
        groups = [
            (_("Visit"), ["customer", "contact", "visited_at", "purpose", "categories", "products"]),
            (
                _("Visit report"),
                ["topics", "needs", "questions", "feedback", "next_step", "next_on"],
                _("Leave it empty to write it later. You are reminded."),
            ),
            (pgettext_lazy("visit", "More"), ["topic", "preference", "companions", "customer_people"]),
        ]
        widths = {
            "purpose": 12,
            "next_step": 8,
            "next_on": 4,
            "categories": 6,
            "products": 6,
            "preference": 8,
            "companions": 6,
            "customer_people": 6,
        }

    REPORT = ("topics", "needs", "questions", "feedback", "next_step", "next_on", "preference")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["visited_at"].initial = calendar.now().replace(tzinfo=None, second=0, microsecond=0)

    def clean(self):
        found = super().clean()
        if any(found.get(name) for name in self.REPORT):
            for name in missing_in_report(found):
                self.add_error(name, _("A report needs this."))
        _check_preference(self, found)
        return found


def _check_preference(form, found):
    if found.get("preference") and not found.get("topic"):
        form.add_error("topic", _("Name the topic, such as packaging or delivery."))


class AppointForm(BaseForm):
    wants_document = True

    contact = forms.ModelChoiceField(Contact.objects.none(), label=_("contact"))
    day = forms.DateField(label=_("day"))
    time = forms.TimeField(label=_("appointment time"), widget=TIME)

    def __init__(self, *args, document=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contact"].queryset = document.customer.contacts.all()


class FinishForm(BaseForm):
    visited_at = forms.DateTimeField(label=_("visited at"), required=False, help_text=_("Empty: now."))


class ReportForm(BaseForm):
    """The report of a visit; what the plan still lacks is asked along, so that it is one act at the gate."""

    wants_document = True

    topics = area("topics", 2, required=False)
    needs = area("needs", 2)
    questions = area("questions", 2, required=False)
    feedback = area("feedback", 2)
    next_step = forms.CharField(label=_("next step"), max_length=200)
    next_on = forms.DateField(label=_("next step on"))
    topic = forms.CharField(label=_("topic of a preference"), max_length=40, required=False)
    preference = forms.CharField(
        label=_("need or preference to remember"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    class Meta:
        widths = {"next_step": 8, "next_on": 4, "topic": 4, "preference": 8}

    def __init__(self, *args, document=None, **kwargs):
        super().__init__(*args, **kwargs)
        if not document.is_held:
            self._ask_for_the_visit(document)

    def _ask_for_the_visit(self, visit):
        added = {}
        if visit.status == Visit.Status.PLANNED:
            added["contact"] = forms.ModelChoiceField(
                visit.customer.contacts.all(), label=_("contact"), initial=visit.contact_id
            )
            added["time"] = forms.TimeField(label=_("appointment time"), widget=TIME, initial=visit.time)
        moment = calendar.now().replace(tzinfo=None, second=0, microsecond=0)
        if visit.time and visit.day <= calendar.today():
            moment = min(moment, dt.datetime.combine(visit.day, visit.time))
        added["visited_at"] = forms.DateTimeField(label=_("visited at"), initial=moment)
        for name, field in added.items():
            self._dress(name, field)
        self.fields = {**added, **self.fields}

    def clean(self):
        found = super().clean()
        _check_preference(self, found)
        return found


class CheckInForm(BaseForm):
    """What the phone says of the place; a phone that says nothing checks in by time alone."""

    latitude = forms.DecimalField(max_digits=9, decimal_places=6, min_value=-90, max_value=90, required=False)
    longitude = forms.DecimalField(max_digits=9, decimal_places=6, min_value=-180, max_value=180, required=False)
    accuracy = forms.IntegerField(min_value=0, max_value=1_000_000, required=False)
