from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.customer.fields import text_field
from performance.policy_document.models import PolicyDocument
from salesmgmt.core.web.forms import BaseForm, BaseModelForm


class PolicyForm(BaseModelForm):
    class Meta:
        model = PolicyDocument
        fields = ["code", "version", "title", "audience", "effective_on", "text"]
        groups = [
            (pgettext_lazy("policy", "Cover"), ["code", "version", "title", "audience", "effective_on"]),
            (
                pgettext_lazy("policy", "Wording"),
                ["text"],
                _("What people read and acknowledge. The signed original is attached on the page of the policy."),
            ),
        ]
        widths = {"title": 8}
        widgets = {"text": forms.Textarea(attrs={"rows": 20})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", "A/0")


class SignForm(BaseForm):
    comment = text_field(_("remark"), required=False)
