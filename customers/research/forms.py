from django import forms
from django.utils.translation import gettext_lazy as _

from customers.customer.fields import PersonField
from customers.research.models import ResearchReport
from customers.research.writing import possible_authors
from salesmgmt.core.calendar import quarter_of, today
from salesmgmt.core.web.forms import BaseForm, BaseModelForm


def tall(*names):
    return {name: forms.Textarea(attrs={"rows": 5}) for name in names}


class ResearchForm(BaseModelForm):
    class Meta:
        model = ResearchReport
        fields = ["type", "year", "quarter", "title", "facts", "trend", "conclusions"]
        groups = [
            (_("Report"), ["type", "year", "quarter", "title"]),
            (_("Content"), ["facts", "trend", "conclusions"], _("All three are needed before it is submitted.")),
        ]
        widths = {"title": 12}
        widgets = tall("facts", "trend", "conclusions")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            now = quarter_of(today())
            self.initial.setdefault("year", now.year)
            self.initial.setdefault("quarter", now.number)


class PassOnForm(BaseForm):
    person = PersonField(label=_("author"))
    comment = forms.CharField(label=_("remark"), max_length=200, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = possible_authors(self.user)


class ReviewForm(BaseForm):
    comment = forms.CharField(
        label=_("opinion of the reviewer"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
    )
