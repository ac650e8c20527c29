from django import forms
from django.utils.translation import pgettext_lazy

from customers.customer.filters import TAGS
from performance.saved_analysis.models import SavedAnalysis
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role
from salesmgmt.core.web.forms import BaseModelForm

READERS = (Role.REP, Role.SUP, Role.MGR, Role.DIR, Role.GM, Role.FIN)


class SavedAnalysisForm(BaseModelForm):
    """Name, with whom it is shared, and whether it is sent. What is asked stands in the address and is kept as it is."""

    view = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    query = forms.CharField(max_length=400, required=False, widget=forms.HiddenInput)

    class Meta:
        model = SavedAnalysis
        fields = ["name", "receivers", "is_sent"]
        widths = {"receivers": 6}
        widgets = {"receivers": TAGS}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["receivers"].queryset = User.objects.with_role(*READERS).exclude(pk=self.user.pk).order_by("name")
        self.fields["receivers"].help_text = pgettext_lazy(
            "saved analysis", "Each sees his own figures only, as on every page."
        )
        if self.instance.pk:
            del self.fields["view"], self.fields["query"]
