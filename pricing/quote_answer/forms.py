from django import forms
from django.utils.translation import gettext_lazy as _

from pricing.product.forms import CommentForm
from pricing.quote_answer.taking import offered_beside
from salesmgmt.core.templatetags.salesmgmt import money
from salesmgmt.core.web.forms import BaseForm


class SendForm(CommentForm):
    sent_on = forms.DateField(label=_("sent on"))
    field_order = ["sent_on", "comment"]


class AcceptForm(CommentForm):
    wants_document = True

    answered_on = forms.DateField(label=_("answered on"))
    taken = forms.MultipleChoiceField(
        label=_("The customer also takes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ["answered_on", "taken", "comment"]

    def __init__(self, *args, document=None, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(line.pk, self._words(line)) for line in offered_beside(document)] if document else []
        if choices:
            self.fields["taken"].choices = choices
        else:
            del self.fields["taken"]

    def _words(self, line):
        return f"{line.position}. {line.product.name} × {line.quantity.normalize():f} · {money(line.amount)} ({line.get_kind_display()})"


class DeclineForm(BaseForm):
    answered_on = forms.DateField(label=_("answered on"))
    comment = forms.CharField(
        label=_("reason of the refusal"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
