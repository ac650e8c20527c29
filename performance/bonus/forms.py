"""Forms of the bonus scale and of awards."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.customer.fields import PersonField, text_field
from performance.bonus.models import BonusRule
from performance.bonus.states import AwardKind
from salesmgmt.core.models import User
from salesmgmt.core.permissions import SALES_ROLES, scopes
from salesmgmt.core.web.forms import BaseForm, BaseModelForm


class BandForm(BaseModelForm):
    class Meta:
        model = BonusRule
        fields = ["period", "score_from", "score_to", "amount"]


class AwardForm(BaseForm):
    person = PersonField(label=pgettext_lazy("award", "person"))
    kind = forms.ChoiceField(label=_("kind"), choices=AwardKind.choices)
    amount = forms.DecimalField(
        label=_("amount"),
        min_value=0,
        max_digits=14,
        decimal_places=2,
        required=False,
        help_text=_("Of an extra reward alone."),
    )
    reason = text_field(_("reason"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = User.objects.with_role(*SALES_ROLES).exclude(pk=self.user.pk)
        granted = scopes(self.user, "award", "C")
        if "a" not in granted:
            people = people.filter(pk__in=set().union(*(self.user.owner_ids(scope) for scope in granted)))
        self.fields["person"].queryset = people.order_by("username")
