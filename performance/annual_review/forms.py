"""Forms of the annual check."""

from django import forms
from django.utils.translation import gettext_lazy as _

from salesmgmt.core.calendar import today
from salesmgmt.core.web.forms import BaseForm

YEARS_BACK = 3


class ReviewForm(BaseForm):
    year = forms.TypedChoiceField(label=_("year"), coerce=int)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = [today().year - back for back in range(YEARS_BACK)]
        self.fields["year"].choices = [(year, str(year)) for year in years]
