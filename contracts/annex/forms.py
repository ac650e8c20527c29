from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.annex.filing import annex_proposal
from contracts.annex.models import ContractAnnex
from contracts.annex.permissions import annex_kinds_for
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.attachments import ACCEPT
from salesmgmt.core.web.forms import BaseForm


class AnnexForm(BaseForm):
    wants_document = True

    kind = forms.ChoiceField(label=_("Kind"))
    title = forms.CharField(label=_("Title"), required=False, max_length=120)
    file = forms.FileField(label=_("File"), widget=forms.FileInput(attrs={"accept": ACCEPT}))
    products = forms.CharField(label=_("Products"), required=False, max_length=300)
    standards = forms.CharField(
        label=_("Standards"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    state = forms.CharField(label=_("Product state"), required=False, max_length=200)
    our_signatory = forms.CharField(label=_("Signed for us by"), required=False, max_length=60)
    customer_signatory = forms.CharField(label=_("Signed for the customer by"), required=False, max_length=60)
    signed_on = forms.DateField(label=_("Signed on"), required=False)

    def __init__(self, *args, document=None, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = annex_kinds_for(self.user, document)
        for name, value in annex_proposal(document).items():
            self.fields[name].initial = value
        self.fields["kind"].choices = [(kind, ContractAnnex.Kind(kind).label) for kind in kinds]

    def clean_signed_on(self):
        day = self.cleaned_data["signed_on"]
        if day and day > today():
            raise forms.ValidationError(_("A signing date lies in the future."))
        return day


class CustomerPaperForm(BaseForm):
    file = forms.FileField(label=_("File"), widget=forms.FileInput(attrs={"accept": ACCEPT}))
    comment = forms.CharField(
        label=_("Remark"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
