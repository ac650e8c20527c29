from django import forms
from django.utils.translation import gettext_lazy as _

from customers.care.models import CareTask, Festival
from salesmgmt.core.web.forms import BaseForm, BaseModelForm


class GreetingForm(BaseModelForm):
    class Meta:
        model = CareTask
        fields = ["greeting"]
        widgets = {"greeting": forms.Textarea(attrs={"rows": 8})}


class SendGreetingForm(BaseForm):
    subject = forms.CharField(label=_("subject"), max_length=120)
    greeting = forms.CharField(label=_("greeting"), max_length=2000, widget=forms.Textarea(attrs={"rows": 8}))


class FestivalForm(BaseModelForm):
    class Meta:
        model = Festival
        fields = ["name", "calendar", "month", "day", "greeting", "is_active"]

    def clean(self):
        found = super().clean()
        month, day = found.get("month"), found.get("day")
        if month and not 1 <= month <= 12:
            self.add_error("month", _("A month is 1 to 12."))
        elif month and day and not 1 <= day <= Festival(calendar=found.get("calendar"), month=month).days_of_month:
            self.add_error("day", _("The month has no such day."))
        return found
