from django import forms

from customers.category.models import ProductCategory
from customers.customer.fields import PersonField
from performance.territory.models import ProductLine
from salesmgmt.core.models import User
from salesmgmt.core.permissions import SALES_ROLES
from salesmgmt.core.web.forms import BaseModelForm


class LineForm(BaseModelForm):
    head = PersonField(required=False)
    categories = forms.ModelMultipleChoiceField(ProductCategory.objects.none(), widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = ProductLine
        fields = ["name", "code", "head", "is_active", "categories"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["head"].queryset = User.objects.with_role(*SALES_ROLES).order_by("name")
        self.fields["head"].label = ProductLine._meta.get_field("head").verbose_name
        self.fields["categories"].queryset = ProductCategory.objects.order_by("code")
        self.fields["categories"].label = ProductLine._meta.get_field("categories").verbose_name
