"""The forms of market research."""

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.domain.research import possible_authors
from customers.forms.shared import PersonField
from customers.models import MarketIntelligence, ResearchReport, StrategyProposal
from salesmgmt.core.calendar import quarter_of, today
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LookupField


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


class IntelligenceForm(BaseModelForm):
    customer = LookupField("customer", label=_("customer"), required=False)

    class Meta:
        model = MarketIntelligence
        fields = ["topic", "title", "competitor", "customer", "source", "content"]
        widths = {"title": 8}
        widgets = tall("content")


class UseForm(BaseForm):
    comment = forms.CharField(label=_("what it is used for"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class StrategyForm(BaseModelForm):
    class Meta:
        model = StrategyProposal
        fields = ["title", "year", "trend", "target_market", "market_structure", "competition", "strategy", "based_on"]
        groups = [
            (_("Proposal"), ["title", "year"]),
            (_("Analysis"), ["trend", "target_market", "market_structure", "competition"]),
            (_("Strategy"), ["strategy", "based_on"]),
        ]
        widths = {"title": 8}
        widgets = {
            **tall("trend", "target_market", "market_structure", "competition", "strategy"),
            "based_on": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.initial.setdefault("year", today().year)
        reviewed = ResearchReport.objects.visible_to(self.user).filter(
            status=ResearchReport.Status.REVIEWED, year__gte=today().year - 1
        )
        self.fields["based_on"].queryset = reviewed.select_related("author")
