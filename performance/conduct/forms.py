from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.customer.fields import PersonField, text_field
from performance.conduct.models import ConductIncident
from performance.conduct.permissions import line_below, reads_all
from performance.conduct.states import Finding
from performance.policy_document.models import PolicyDocument
from salesmgmt.core.calendar import today
from salesmgmt.core.models import User
from salesmgmt.core.web.forms import BaseForm, BaseModelForm


class ConductForm(BaseModelForm):
    person = PersonField(label=pgettext_lazy("conduct", "person concerned"))

    class Meta:
        model = ConductIncident
        fields = ["person", "kind", "happened_on", "policy", "description"]
        groups = [
            (pgettext_lazy("conduct", "Incident"), ["person", "kind", "happened_on", "policy"]),
            (
                _("Content"),
                ["description"],
                _(
                    "Seen by the superiors of the person and the general manager alone; it cannot be changed afterwards."
                ),
            ),
        ]
        widgets = {"description": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = User.objects.active().exclude(pk=self.user.pk)
        if not reads_all(self.user):
            people = people.filter(pk__in=line_below(self.user))
        self.fields["person"].queryset = people.order_by("name")
        self.fields["policy"].queryset = PolicyDocument.objects.effective().order_by("code")
        self.initial.setdefault("happened_on", today())


class StatementForm(BaseForm):
    statement = text_field(pgettext_lazy("conduct", "what the person says"), rows=5)


class FindingForm(BaseForm):
    finding = forms.ChoiceField(
        label=pgettext_lazy("conduct", "finding"), choices=Finding.choices, widget=forms.RadioSelect
    )
    measure = text_field(pgettext_lazy("conduct", "consequence"))
