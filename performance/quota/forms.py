"""Forms of performance."""

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.category.models import ProductCategory
from customers.customer.filters import regions
from performance.quota.models import Quota, QuotaLine
from salesmgmt.core import calendar
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role, scopes
from salesmgmt.core.web.forms import BaseModelForm, LineForm, LookupField, line_formset


class QuotaForm(BaseModelForm):
    rep = forms.ModelChoiceField(
        User.objects.none(), label=_("Representative"), widget=forms.Select(attrs={"data-enhance": "select"})
    )

    class Meta:
        model = Quota
        fields = ["rep", "year", "collection_amount", "remark"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reps = User.objects.with_role(Role.REP).order_by("username")
        granted = scopes(self.user, "quota", "C")
        if "a" not in granted:
            reps = reps.filter(pk__in=set().union(*(self.user.owner_ids(scope) for scope in granted)))
        self.fields["rep"].queryset = reps
        self.fields["year"].initial = calendar.today().year
        if self.instance.pk:
            self.fields["rep"].disabled = self.fields["year"].disabled = True


class QuotaLineForm(LineForm):
    """A part of the quota; the class may be left out where a customer is named, and so on (PLN-03)."""

    customer = LookupField("customer", label=_("customer in charge"), required=False)
    region = forms.ModelChoiceField(None, label=_("region"), required=False)
    category = forms.ModelChoiceField(
        ProductCategory.objects.order_by("code"), label=_("product category"), required=False
    )

    class Meta:
        model = QuotaLine
        fields = ["customer", "segment", "region", "category", "amount"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = regions(None)


QuotaLines = line_formset(Quota, QuotaLine, QuotaLineForm, min_num=0, amount="amount")
