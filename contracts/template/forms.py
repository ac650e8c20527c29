from django.utils.translation import gettext_lazy as _

from contracts.template.models import CLAUSES, ContractTemplate
from salesmgmt.core.web.forms import BaseModelForm


class TemplateForm(BaseModelForm):
    class Meta:
        model = ContractTemplate
        fields = ["name", "law_reference", *CLAUSES]
        groups = [
            (_("Contract template"), ["name", "law_reference"]),
            (_("Clauses"), list(CLAUSES)),
        ]
        widths = dict.fromkeys(CLAUSES, 6)


class TemplateEditForm(TemplateForm):
    """A version keeps its name: the name and the number of the version belong together."""

    class Meta(TemplateForm.Meta):
        fields = ["law_reference", *CLAUSES]
