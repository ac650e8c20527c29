from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.demand.decision import ACCEPT, REFER


class DemandDecisionForm(forms.Form):
    """The head of sales accepts the notice, or refers it to the general manager (SUP-04)."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[(ACCEPT, pgettext_lazy("supply check", "Supply")), (REFER, _("Refer to the general manager"))],
        widget=forms.RadioSelect,
        initial=ACCEPT,
    )
