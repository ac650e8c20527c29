"""The forms of count, disposition and credit."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.order.forms import QUANTITY
from orders.return_order.models import ReturnLine
from orders.return_receipt.disposition import in_rework, left_to_decide, undecided
from orders.return_receipt.models import ReturnDisposition
from orders.return_receipt.replacing import open_to_agree
from salesmgmt.core import calendar
from salesmgmt.core.domain.attachments import ACCEPT
from salesmgmt.core.money import plain
from salesmgmt.core.web.forms import BaseForm


class CountForm(BaseForm):
    """What was found of each line, and a photo of it; the quantity of the list is not shown (RET-07)."""

    wants_document = True

    remark = forms.CharField(label=gettext_lazy("Remark"), max_length=200, required=False)

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = list(document.lines.select_related("product", "delivery_line__note"))
        for line in self.lines:
            label = f"{line.product} · {line.delivery_line.note}"
            self._add(f"line_{line.pk}", forms.DecimalField(label=label, **QUANTITY))
            photo = forms.FileField(
                label=_("Photo: %(product)s") % {"product": line.product},
                required=False,
                widget=forms.FileInput(attrs={"accept": ACCEPT, "capture": "environment"}),
            )
            self._add(f"photo_{line.pk}", photo)
        names = [f"{kind}_{line.pk}" for line in self.lines for kind in ("line", "photo")]
        self.order_fields([*names, "remark"])

    def _add(self, name, field):
        self.fields[name] = field
        self._dress(name, field)

    def width_of(self, name):
        return "col-12 col-md-6" if name.startswith(("line_", "photo_")) else super().width_of(name)

    def clean(self):
        return self.gathered(super().clean())

    def gathered(self, data):
        """The fields of the lines as the two arguments of the act."""
        counts = {line.pk: data.pop(f"line_{line.pk}", None) for line in self.lines}
        photos = [data.pop(f"photo_{line.pk}", None) for line in self.lines]
        return {**data, "counts": counts, "photos": [photo for photo in photos if photo]}


class ResolveForm(BaseForm):
    resolution = forms.CharField(
        label=gettext_lazy("What was found and agreed with the customer"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


class DispositionForm(BaseForm):
    """A part of one received line."""

    wants_document = True

    line = forms.TypedChoiceField(label=gettext_lazy("Goods"), coerce=int)
    kind = forms.ChoiceField(label=gettext_lazy("What becomes of them"), choices=ReturnDisposition.Kind.choices)
    quantity = forms.DecimalField(label=gettext_lazy("Quantity"), **{**QUANTITY, "min_value": Decimal("0.01")})
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        open_ = undecided(document)
        self.fields["line"].choices = [
            (line.pk, _("%(product)s: %(left)s to decide on") % {"product": line.product, "left": plain(left)})
            for line, left in open_
        ]
        if open_:
            self.fields["quantity"].initial = plain(left_to_decide(open_[0][0]))
        if document.status != document.Status.RECEIVED:
            kinds = ReturnDisposition.Kind
            self.fields["kind"].choices = [each for each in kinds.choices if each[0] != kinds.CUSTOMER]


class TakeBackForm(BaseForm):
    wants_document = True

    disposition = forms.TypedChoiceField(label=gettext_lazy("Decision"), coerce=int)
    comment = forms.CharField(label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000)

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        rows = ReturnDisposition.objects.filter(line__return_order=document, taken_back_at__isnull=True)
        self.fields["disposition"].choices = [
            (row.pk, f"{row.line.product} {plain(row.quantity)}: {row.get_kind_display()}")
            for row in rows.select_related("line__product")
        ]


class ReworkForm(BaseForm):
    wants_document = True

    disposition = forms.TypedChoiceField(label=gettext_lazy("Goods"), coerce=int)
    good = forms.DecimalField(label=gettext_lazy("Good after rework"), **QUANTITY)
    comment = forms.CharField(label=gettext_lazy("Inspected how, with what result"), max_length=200)

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["disposition"].choices = [
            (row.pk, f"{row.line.product} {plain(row.quantity)}") for row in in_rework(document)
        ]


class OutcomeForm(BaseForm):
    """What was agreed with the customer about one line."""

    wants_document = True

    line = forms.TypedChoiceField(label=gettext_lazy("Goods"), coerce=int)
    outcome = forms.ChoiceField(label=gettext_lazy("Customer gets"), choices=ReturnLine.Outcome.choices)
    agreed_with = forms.CharField(label=gettext_lazy("Agreed with, for the customer"), max_length=60)
    comment = forms.CharField(label=gettext_lazy("Remark"), max_length=200, required=False)

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = [
            (line.pk, f"{line.product} · {line.delivery_line.note} · {line.get_outcome_display()}")
            for line in open_to_agree(document)
        ]


class ReplacementForm(BaseForm):
    """By when, and where to; what and how much follows from the count."""

    due_date = forms.DateField(label=gettext_lazy("Due date"))
    delivery_place = forms.CharField(label=gettext_lazy("Delivery place"), max_length=200)


class CreditReturnForm(BaseForm):
    date = forms.DateField(label=gettext_lazy("Date of the red letters"), initial=calendar.today)
    remark = forms.CharField(
        label=gettext_lazy("Remark"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=500
    )
