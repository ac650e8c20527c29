from django import forms
from django.utils.translation import gettext_lazy as _

from customers.research.forms import tall
from customers.research.models import ResearchReport
from customers.strategy.models import StrategyProposal
from salesmgmt.core.calendar import today
from salesmgmt.core.web.forms import BaseModelForm


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
