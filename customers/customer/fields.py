"""Fields that several forms use."""

from django import forms
from django.utils.translation import gettext_lazy as _

from salesmgmt.core.models import Unit, User
from salesmgmt.core.web.forms import BaseForm

YES_NO = (("yes", _("Yes, satisfied")), ("no", _("No, not satisfied: reopen")))


def text_field(label, rows=3, **kwargs):
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=4000, **kwargs)


def region_field(**kwargs):
    regions = Unit.objects.filter(kind=Unit.Kind.REGION, is_active=True)
    return forms.ModelChoiceField(regions, label=_("region"), **kwargs)


class PersonField(forms.ModelChoiceField):
    """A person of a short list, by name."""

    def __init__(self, **kwargs):
        super().__init__(User.objects.none(), widget=forms.Select(attrs={"data-enhance": "select"}), **kwargs)


class CustomerConfirmationForm(BaseForm):
    """What the customer says of a complaint or a ticket that was settled: who, and satisfied or not, and then why not."""

    wants_document = True

    confirmed_by = forms.CharField(label=_("confirmed by"), max_length=40)
    satisfied = forms.ChoiceField(label=_("customer satisfied"), choices=YES_NO, widget=forms.RadioSelect)
    comment = text_field(_("words of the customer"), required=False)

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["confirmed_by"].initial = document.contact_name

    def clean(self):
        found = super().clean()
        if "satisfied" in found:
            found["satisfied"] = found["satisfied"] == "yes"
            if not found["satisfied"] and not found.get("comment", "").strip():
                self.add_error("comment", _("Write down what the customer is not satisfied with."))
        return found
