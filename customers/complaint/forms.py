"""The forms of complaints."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from customers.complaint.models import Complaint
from customers.complaint.permissions import can_answer_investigation, can_finish_action, can_register_complaint
from customers.complaint.work import COMPLAINT_DEPARTMENTS, CorrectiveAction
from customers.complaint_cause.models import ComplaintCause
from customers.customer.fields import CustomerConfirmationForm, PersonField, text_field
from customers.subject.fields import AboutProductFields
from customers.subject.forms import TypedOrderFields
from salesmgmt.core.calendar import today
from salesmgmt.core.models import User
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LookupField


class ComplaintFields(TypedOrderFields, AboutProductFields, BaseModelForm):
    """What registering and correcting share."""

    content = text_field(_("what the customer complains about"), rows=4)


class ComplaintForm(ComplaintFields):
    customer = LookupField("customer", label=_("customer"))

    class Meta:
        model = Complaint
        fields = ["customer", "channel", "received_at", "contact_name", "contact_phone", "content", "product_category"]
        groups = [
            (_("Who complains"), ["customer", "contact_name", "contact_phone"]),
            (_("When and how"), ["received_at", "channel"], _("The time to handle it counts from the receipt.")),
            (_("What about"), ["content", "product", "product_category", "order", "order_text"]),
        ]

    def clean_received_at(self):
        moment = self.cleaned_data["received_at"]
        if moment > timezone.now():
            raise forms.ValidationError(_("A complaint cannot have been received in the future."))
        return moment

    def clean_customer(self):
        customer = self.cleaned_data["customer"]
        if not can_register_complaint(self.user, customer):
            raise forms.ValidationError(_("You may not register complaints of this customer."))
        return customer


class ComplaintEditForm(ComplaintFields):
    """Customer and time of receipt stay as they were registered."""

    class Meta:
        model = Complaint
        fields = ["channel", "contact_name", "contact_phone", "content", "product_category"]
        groups = [
            (_("Who complains"), ["contact_name", "contact_phone", "channel"]),
            (_("What about"), ["content", "product", "product_category", "order", "order_text"]),
        ]


class SeverityForm(BaseForm):
    severity = forms.ChoiceField(
        label=_("severity"),
        choices=Complaint.Severity.choices,
        widget=forms.RadioSelect,
        help_text=_("A change is logged, told to rep and supervisor, and changes the deduction."),
    )
    comment = text_field(_("Reason"), rows=2, required=False)


class InvestigateForm(BaseForm):
    departments = forms.MultipleChoiceField(
        label=_("departments to ask"),
        choices=COMPLAINT_DEPARTMENTS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Each sees this complaint and is asked for its finding. None: sales alone."),
    )
    question = text_field(_("question"), required=False)


class FindingForm(BaseForm):
    wants_document = True

    department = forms.ChoiceField(label=_("department"))
    finding = text_field(_("finding"), rows=5)

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        rows = [row for row in document.investigations.all() if row.found_at is None]
        self.fields["department"].choices = [
            (row.department, row.get_department_display()) for row in rows if can_answer_investigation(self.user, row)
        ]


class NoteForm(BaseForm):
    text = text_field(_("progress"))
    to_customer = forms.BooleanField(label=_("The customer was told this"), required=False)


def cause_field(**kwargs):
    return forms.ModelChoiceField(ComplaintCause.objects.filter(is_active=True), label=_("root cause"), **kwargs)


class SolutionForm(BaseForm):
    cause = cause_field(required=False, help_text=_("What the monthly summary counts by; needed before closing."))
    cause_text = text_field(_("cause"))
    solution = text_field(_("solution"))


class ResolveForm(BaseForm):
    resolution = text_field(
        _("carried out and reported"),
        rows=4,
        help_text=_("What was done and how the customer was told. The clock stops."),
    )


class ConfirmForm(CustomerConfirmationForm):
    confirmed_at = forms.DateTimeField(label=_("confirmed at"), required=False, help_text=_("Empty: now."))

    field_order = ("confirmed_by", "confirmed_at", "satisfied", "comment")


class CorrectiveActionForm(BaseForm):
    measure = text_field(_("measure"))
    department = forms.ChoiceField(
        label=_("responsible department"), choices=[("", "—"), *COMPLAINT_DEPARTMENTS], required=False
    )
    person = PersonField(label=_("responsible person"), required=False)
    due_on = forms.DateField(label=_("due on"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = User.objects.active().order_by("name")

    def clean_due_on(self):
        if self.cleaned_data["due_on"] < today():
            raise forms.ValidationError(_("A corrective action is due today or later."))
        return self.cleaned_data["due_on"]

    def clean(self):
        found = super().clean()
        if not self.errors and not found.get("department") and found.get("person") is None:
            self.add_error("department", _("Name a responsible department or person."))
        return found


class ActionDoneForm(BaseForm):
    wants_document = True

    action = forms.ModelChoiceField(CorrectiveAction.objects.none(), label=_("corrective action"))
    result = text_field(_("result"))

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        rows = document.corrective_actions.filter(done_at__isnull=True).select_related("complaint__customer__owner")
        mine = [row.pk for row in rows if can_finish_action(self.user, row)]
        self.fields["action"].queryset = rows.filter(pk__in=mine)
        if len(mine) == 1:
            self.fields["action"].initial = mine[0]


class CloseForm(BaseForm):
    cause = cause_field()
    summary = text_field(_("summary"), help_text=_("Cause, what was done, what is learned."))
