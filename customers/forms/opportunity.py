"""The forms of opportunities."""

from customers.models import (
    Opportunity,
)
from salesmgmt.core.web.forms import BaseModelForm


class OpportunityForm(BaseModelForm):
    class Meta:
        model = Opportunity
        fields = ["title", "expected_amount", "expected_on", "need"]
        widths = {"title": 12}
