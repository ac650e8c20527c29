"""The forms of product documents and news."""

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.category.models import ProductCategory
from customers.product_info.models import ProductDocument, ProductNews
from customers.subject.fields import AboutProductFields
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LookupField


class DocumentForm(AboutProductFields, BaseModelForm):
    class Meta:
        model = ProductDocument
        fields = ["name", "topic", "edition", "product_category", "product", "summary"]
        widths = {"name": 8}


class NewsForm(AboutProductFields, BaseModelForm):
    class Meta:
        model = ProductNews
        fields = ["headline", "kind", "product_category", "product", "body"]
        widths = {"headline": 8}
        widgets = {"body": forms.Textarea(attrs={"rows": 8})}


class RecipientsForm(BaseForm):
    """One customer, or those of a category, or all of his."""

    customer = LookupField("customer", label=_("customer"), required=False, help_text=_("Empty: all of yours."))
    product_category = forms.ModelChoiceField(
        ProductCategory.objects.all(), label=_("only customers of the category"), required=False
    )
