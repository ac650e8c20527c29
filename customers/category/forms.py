from customers.category.models import ProductCategory
from salesmgmt.core.web.forms import BaseModelForm


class CategoryForm(BaseModelForm):
    class Meta:
        model = ProductCategory
        fields = ["code", "name", "parent"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["parent"].queryset = ProductCategory.objects.exclude(pk=self.instance.pk)
