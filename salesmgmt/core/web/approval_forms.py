"""The forms of the approval acts."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from salesmgmt.core.domain import approvals
from salesmgmt.core.models import User
from salesmgmt.core.permissions import DEPARTMENT_ROLES, Role
from salesmgmt.core.states import ApprovalStepStatus
from salesmgmt.core.web.forms import BaseForm, LookupField


def _comment(label, required):
    return forms.CharField(label=label, required=required, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class AgreeForm(BaseForm):
    comment = _comment(_("Comment"), required=False)


class RefuseForm(BaseForm):
    comment = _comment(_("Reason"), required=True)


class SendBackForm(BaseForm):
    ABOUT = "step"  # as what it is given the step or round that is acted on

    to_order = forms.TypedChoiceField(label=_("Back to"), coerce=int, empty_value=None, required=False)
    comment = _comment(_("What has to be changed"), required=True)

    def __init__(self, *args, step, **kwargs):
        super().__init__(*args, **kwargs)
        earlier = step.round.steps.filter(
            is_live=True, order__lt=step.order, status=ApprovalStepStatus.APPROVED
        ).order_by("order")
        places = {}
        for each in earlier:
            places.setdefault(each.order, []).append(each.label)
        labels = [(order, "、".join(names)) for order, names in places.items()]
        self.fields["to_order"].choices = [("", _("the applicant")), *labels]


class TransferForm(BaseForm):
    ABOUT = "step"

    to_user = LookupField("person", label=_("To whom"))
    comment = _comment(_("Comment"), required=False)

    def __init__(self, *args, step, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to_user"].found_at(reverse("step-people", args=[step.pk, "transfer"]))


class MoveOnForm(TransferForm):
    def __init__(self, *args, step, **kwargs):
        super().__init__(*args, step=step, **kwargs)
        self.fields["to_user"].found_at(reverse("stuck-people", args=[step.pk]))


class AddSignerForm(BaseForm):
    ABOUT = "step"

    signer = LookupField("person", label=_("Person"), required=False)
    role = forms.ChoiceField(label=_("or department"), required=False)
    position = forms.ChoiceField(
        label=pgettext_lazy("added signer", "When"),
        choices=[("before", _("Before me")), ("beside", _("Beside me")), ("after", _("After me"))],
        initial="before",
    )
    opinion = forms.BooleanField(label=_("Asked for an opinion only"), required=False, initial=True)
    comment = _comment(_("What you want to know"), required=False)

    def __init__(self, *args, step, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["signer"].found_at(reverse("step-people", args=[step.pk, "add-signer"]))
        self.fields["role"].choices = [("", "—"), *((role, Role(role).label) for role in sorted(DEPARTMENT_ROLES))]

    def clean(self):
        data = super().clean()
        if bool(data.get("signer")) == bool(data.get("role")):
            raise forms.ValidationError(_("Choose a person or a department."))
        return data


class CopyForm(BaseForm):
    ABOUT = "round_"

    people = forms.ModelMultipleChoiceField(
        label=_("To whom"), queryset=User.objects.none(), widget=forms.SelectMultiple(attrs={"data-enhance": "tags"})
    )

    def __init__(self, *args, round_, **kwargs):
        super().__init__(*args, **kwargs)
        allowed = approvals.may_be_shown(self.user, round_)
        self.fields["people"].queryset = User.objects.filter(pk__in=[person.pk for person in allowed]).order_by("name")


class CommentForm(BaseForm):
    text = _comment(_("Comment"), required=True)
