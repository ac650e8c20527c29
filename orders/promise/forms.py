from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.promise.changing import open_lines
from salesmgmt.core.web.forms import BaseForm


class PromiseForm(BaseForm):
    """Another day for one line, with the reason."""

    wants_document = True

    line = forms.TypedChoiceField(label=gettext_lazy("Order line"), coerce=int)
    promised_date = forms.DateField(label=gettext_lazy("Promised now"))
    reason = forms.CharField(label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 2}), max_length=500)
    asked_by_customer = forms.BooleanField(
        label=gettext_lazy("The customer asked for it"),
        required=False,
        help_text=gettext_lazy("Punctuality is then measured against the new day, else against the first promise."),
    )

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = [
            (line.pk, _("%(line)s, promised %(day)s") % {"line": line, "day": line.promised_date.isoformat()})
            for line in open_lines(document)
        ]
