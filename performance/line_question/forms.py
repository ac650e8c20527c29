"""Forms of questions about commission lines; they stand on the page of the statement."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.commission.models import CommissionLine, LineQuestion
from performance.commission.states import QuestionKind, QuestionOutcome
from salesmgmt.core.calendar import today
from salesmgmt.core.web.forms import BaseForm

REMARK = {"rows": 3}


class LineChoice(forms.ModelChoiceField):
    def label_from_instance(self, line):
        customer = f" {line.customer.name}" if line.customer else ""
        return f"{line.day:%Y-%m-%d} {line.get_kind_display()} {line.reference}{customer} {line.amount:,.2f}"


class QuestionChoice(forms.ModelChoiceField):
    def label_from_instance(self, question):
        return f"{question.get_kind_display()} {question.reference} {question.amount:,.2f}: {question.reason[:60]}"


class DisputeForm(BaseForm):
    wants_document = True

    line = LineChoice(CommissionLine.objects.none(), label=pgettext_lazy("commission", "line"))
    comment = forms.CharField(label=_("reason"), widget=forms.Textarea(attrs=REMARK), max_length=2000)

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["line"].queryset = document.lines.select_related("customer").order_by("kind", "day", "pk")


class HoldForm(DisputeForm):
    answer_by = forms.DateField(label=pgettext_lazy("commission line", "to be decided by"))

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, document=document, **kwargs)
        self.fields["line"].queryset = self.fields["line"].queryset.filter(amount__gt=0)
        self.initial.setdefault("answer_by", today() + dt.timedelta(days=14))


class DecideForm(BaseForm):
    """Of several questions one; the amount only where the line is corrected."""

    wants_document = True

    question = QuestionChoice(LineQuestion.objects.none(), label=pgettext_lazy("commission line", "question"))
    outcome = forms.ChoiceField(
        label=pgettext_lazy("commission line", "decision"),
        choices=[(each.value, each.label) for each in QuestionOutcome if each is not QuestionOutcome.WITHDRAWN],
    )
    amount = forms.DecimalField(
        label=pgettext_lazy("commission line", "what the line is to give"),
        max_digits=16,
        decimal_places=2,
        required=False,
        help_text=_("Only where it is corrected. What is closed stays: the difference is a line of a later month."),
    )
    comment = forms.CharField(label=_("reason"), widget=forms.Textarea(attrs=REMARK), max_length=2000)

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        rows = document.questions.open().exclude(by=self.user)
        self.fields["question"].queryset = rows
        self.initial.setdefault("question", rows.values_list("pk", flat=True).first())

    def clean(self):
        data = super().clean()
        if data.get("outcome") == QuestionOutcome.CORRECTED and data.get("amount") is None:
            self.add_error("amount", _("Say what the line is to give."))
        return data


class WithdrawForm(BaseForm):
    wants_document = True

    question = QuestionChoice(LineQuestion.objects.none(), label=pgettext_lazy("commission line", "question"))

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        rows = document.questions.open().filter(kind=QuestionKind.DISPUTED, by=self.user)
        self.fields["question"].queryset = rows
        self.initial.setdefault("question", rows.values_list("pk", flat=True).first())
