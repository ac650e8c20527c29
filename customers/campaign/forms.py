from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.campaign.models import Campaign, CampaignInvitation
from customers.campaign.running import in_words, unprepared
from customers.campaign.states import CampaignStage
from customers.customer.fields import PersonField
from salesmgmt.core.models import User
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LookupField


class CampaignForm(BaseModelForm):
    class Meta:
        model = Campaign
        fields = ["name", "type", "starts_on", "ends_on", "place", "budget", "content"]
        widths = {"name": 8}


class SubmitForm(BaseForm):
    comment = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed for a campaign that is in no approved promotion plan."),
    )


class TaskForm(BaseForm):
    stage = forms.ChoiceField(label=pgettext_lazy("campaign", "stage"), choices=CampaignStage.choices)
    name = forms.CharField(label=pgettext_lazy("campaign", "what is to be done"), max_length=120)
    person = PersonField(label=pgettext_lazy("campaign", "done by"))
    due_on = forms.DateField(label=pgettext_lazy("campaign", "due"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = User.objects.active().order_by("name")


class StartForm(BaseForm):
    """Names the tasks of preparation that are still open (MKT-04)."""

    wants_document = True

    anyway = forms.BooleanField(label=pgettext_lazy("campaign", "Begin all the same"), required=False)

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        left = unprepared(document)
        if left:
            self.fields["anyway"].help_text = _("Preparation is not finished: %(tasks)s.") % {"tasks": in_words(left)}
        else:
            self.fields.pop("anyway")


class EvaluateForm(BaseForm):
    participants = forms.IntegerField(label=_("participants"), min_value=0)
    sales_amount = forms.DecimalField(label=_("sales achieved"), max_digits=14, decimal_places=2, min_value=0)
    feedback = forms.CharField(
        label=_("feedback of the customers"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    lessons = forms.CharField(
        label=_("lessons for the next one"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class CloseForm(BaseForm):
    lessons = forms.CharField(
        label=_("lessons for the next one"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )


class InviteForm(BaseForm):
    customer = LookupField("customer", label=_("customer"), required=False)
    contact = LookupField("contact", label=_("contact"), depends=("customer",), required=False)
    group = forms.ChoiceField(
        label=_("or a group"),
        required=False,
        choices=[("", "—"), ("key", _("All key customers")), ("active", _("All customers in cooperation"))],
        help_text=_("Of the customers you may invite."),
    )
    remark = forms.CharField(label=_("remark"), max_length=200, required=False)

    def clean(self):
        found = super().clean()
        if not self.errors and not found.get("customer") and not found.get("group"):
            self.add_error("customer", _("Choose a customer or a group."))
        return found


class AnswerForm(forms.Form):
    """One tap in the list of invitations."""

    status = forms.ChoiceField(choices=CampaignInvitation.Status.choices)
