from django import forms
from django.utils.translation import gettext_lazy as _

from salesmgmt.core.web.forms import BaseForm


class ReturnedForm(BaseForm):
    file = forms.FileField(
        label=_("Word file (.docx)"),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        help_text=_("Made here and worked on by the customer. It is compared; neither it nor the contract is changed."),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith(".docx"):
            raise forms.ValidationError(_("Choose a Word file (.docx)."))
        return file
