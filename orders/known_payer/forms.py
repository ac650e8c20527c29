from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.known_payer.models import KnownPayer
from salesmgmt.core.web.forms import BaseModelForm, LookupField


class KnownPayerForm(BaseModelForm):
    customer = LookupField("customer", label=gettext_lazy("Customer"))

    class Meta:
        model = KnownPayer
        fields = ["customer", "kind", "name", "account", "note", "is_active"]

    def clean(self):
        data = super().clean()
        if not data.get("name") and not data.get("account"):
            self.add_error("name", _("Give the name of the payer, his account, or both."))
        return data
