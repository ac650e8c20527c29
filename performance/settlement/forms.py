"""Forms of the annual settlement."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from salesmgmt.core.calendar import today
from salesmgmt.core.web.forms import BaseForm

YEARS_BACK = 3


class SettlementForm(BaseForm):
    year = forms.TypedChoiceField(label=_("year"), coerce=int)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = [today().year - back for back in range(1, YEARS_BACK + 1)]
        self.fields["year"].choices = [(year, str(year)) for year in years]


class ExceptionForm(BaseForm):
    """Where the condition is not met, the reason is required."""

    wants_document = True

    comment = forms.CharField(
        label=pgettext_lazy("settlement", "reason of the exception"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        if document.review.all_met:
            self.fields["comment"].label = _("remark")
            self.fields["comment"].required = False
