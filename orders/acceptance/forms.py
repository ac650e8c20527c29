"""The forms of the customer's acceptance: which lines, and what he says."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orders.acceptance.course import acceptances_of
from orders.acceptance.permissions import CAN_ACCEPT, CAN_OBJECT
from orders.acceptance.states import AcceptanceStatus, ObjectionSubject
from salesmgmt.core.templatetags.salesmgmt import quantity
from salesmgmt.core.web.forms import BaseForm


class LinesForm(BaseForm):
    """The lines an act is about, all of them chosen at first."""

    wants_document = True
    statuses: tuple = ()

    lines = forms.MultipleChoiceField(
        label=_("Lines"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one line.")},
    )

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        rows = [row for row in acceptances_of(document) if row.status in self.statuses]
        self.fields["lines"].choices = [(row.pk, label_of(row)) for row in rows]
        self.fields["lines"].initial = [row.pk for row in rows]


def label_of(row):
    label = f"{row.line.product} × {quantity(row.line.accepted_quantity)} {row.line.order_line.unit}"
    return label if row.status == AcceptanceStatus.PENDING else f"{label}（{row.get_status_display()}）"


class ObjectionForm(LinesForm):
    statuses = CAN_OBJECT

    subject = forms.ChoiceField(label=_("Objection to"), choices=ObjectionSubject.choices)
    objection = forms.CharField(
        label=_("What the customer objects to"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )


class SettlementForm(LinesForm):
    statuses = (AcceptanceStatus.OBJECTED,)

    resolution = forms.CharField(
        label=_("How it was settled"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )


class AcceptanceForm(LinesForm):
    statuses = CAN_ACCEPT

    accepted_for = forms.CharField(label=_("Accepted for the customer by"), max_length=60)
    accepted_at = forms.DateTimeField(label=_("Accepted at"), initial=timezone.now)
    resolution = forms.CharField(
        label=_("How it was settled"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=2000,
        help_text=_("Needed for lines the customer objected to."),
    )
