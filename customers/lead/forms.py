"""The forms of leads."""

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.customer.fields import PersonField, region_field
from customers.lead.duplicates import lead_warning
from customers.lead.following import assignable_reps
from customers.lead.models import Lead, LeadActivity, LeadAssessment
from customers.opening.forms import other_firm_field
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LookupField


class LeadForm(BaseModelForm):
    """A company that is a lead or a customer already is pointed out once; who says that it is another one goes on."""

    is_other_firm = other_firm_field()
    region = region_field(required=False, help_text=_("Empty: your own region."))
    known_customer = LookupField(
        "customer",
        label=_("existing customer"),
        required=False,
        help_text=_("Of a customer who has a file: the inquiry goes to the responsible rep."),
    )

    class Meta:
        model = Lead
        fields = [
            "company",
            "known_customer",
            "contact_name",
            "phone",
            "email",
            "source",
            "channel",
            "campaign",
            "region",
            "need",
        ]
        groups = [
            (_("Who"), ["company", "known_customer", "contact_name", "phone", "email"]),
            (_("How we heard of them"), ["source", "channel", "campaign", "region"]),
            (_("What they need"), ["need"]),
        ]

    def clean(self):
        found = super().clean()
        if not self.errors and not (found.get("phone") or found.get("email")):
            self.add_error("phone", _("Give a telephone number or an e-mail address."))
        is_known = bool(found.get("known_customer"))
        self._hint_at_known(found.get("company"), found.pop("is_other_firm", False) or is_known)
        return found

    def _hint_at_known(self, company, is_other_firm):
        if not company or is_other_firm or (self.instance.pk and self.initial.get("company") == company):
            return
        hint = lead_warning(self.user, company, exclude=self.instance.pk)
        if hint:
            self.add_error("company", hint)
            self.fields["is_other_firm"].widget = forms.CheckboxInput()


class AssignForm(BaseForm):
    owner = PersonField(label=_("Sales representative"))
    remark = forms.CharField(label=_("remark"), max_length=200, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = assignable_reps(self.user)


class ActivityForm(BaseForm):
    kind = forms.ChoiceField(label=_("kind"), choices=LeadActivity.Kind.choices)
    at = forms.DateTimeField(label=_("when"), required=False, help_text=_("Empty: now."))
    summary = forms.CharField(label=_("summary"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class AssessmentForm(BaseForm):
    """The four looks of LEAD-05; they may be filled in bit by bit."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in LeadAssessment.ASPECTS:
            label = LeadAssessment._meta.get_field(name).verbose_name
            choices = [("", "—"), *LeadAssessment.Rating.choices]
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)
        self.fields["conclusion"] = forms.CharField(
            label=_("conclusion"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
        )


class QualifyForm(BaseForm):
    is_priority = forms.BooleanField(label=_("priority target"), required=False)
