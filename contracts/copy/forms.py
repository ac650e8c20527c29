from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.copy.models import ContractCopy
from salesmgmt.core.web.forms import BaseForm


class CopyForm(BaseForm):
    wants_document = True

    holder = forms.ChoiceField(label=_("Holder"))
    kind = forms.ChoiceField(label=_("Kind"), choices=ContractCopy.Kind.choices, initial=ContractCopy.Kind.COPY)

    def __init__(self, *args, document=None, **kwargs):
        super().__init__(*args, **kwargs)
        taken = set(document.copies.current().values_list("holder", flat=True))
        self.fields["holder"].choices = [pair for pair in ContractCopy.Holder.choices if pair[0] not in taken]
