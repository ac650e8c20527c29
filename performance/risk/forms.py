from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.customer.fields import PersonField, text_field
from performance.risk.models import RiskReport
from performance.risk.states import RiskCategory
from salesmgmt.core.calendar import today
from salesmgmt.core.models import User
from salesmgmt.core.permissions import scopes
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LookupField

# None is chosen beforehand: a level that nobody thought about is worse than none.
ONE_TO_FIVE = [("", "—"), *((number, str(number)) for number in range(1, 6))]
UNALTERABLE = _("What is reported here cannot be changed afterwards: it shows when the risk was known.")


class RiskForm(BaseModelForm):
    customer = LookupField("customer", label=_("customer"), required=False)
    contract = LookupField("contract", depends=("customer",), label=_("contract"), required=False)

    class Meta:
        model = RiskReport
        fields = ["category", "title", "customer", "contract", "known_since", "description", "proposal"]
        groups = [
            (_("Risk"), ["category", "title", "customer", "contract", "known_since"]),
            (
                _("Content"),
                ["description", "proposal"],
                UNALTERABLE,
            ),
        ]
        widths = {"title": 8}
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in ("description", "proposal")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("known_since", today())


class CustomerRiskForm(BaseForm):
    """The same on the page of a customer, a contract, an order or a receivable."""

    category = forms.ChoiceField(
        label=pgettext_lazy("risk", "category"), choices=RiskCategory.choices, initial=RiskCategory.CREDIT
    )
    title = forms.CharField(label=_("subject"), max_length=120)
    known_since = forms.DateField(label=pgettext_lazy("risk", "known since"), initial=today)
    description = text_field(pgettext_lazy("risk", "description"))
    proposal = text_field(_("proposed measures"))


class ProposalForm(BaseForm):
    proposal = text_field(_("proposed measures"))


class AssessForm(BaseForm):
    likelihood = forms.TypedChoiceField(
        label=_("likelihood"), choices=ONE_TO_FIVE, coerce=int, help_text=_("1 hardly ever … 5 almost certain")
    )
    impact = forms.TypedChoiceField(
        label=pgettext_lazy("risk", "impact"), choices=ONE_TO_FIVE, coerce=int, help_text=_("1 slight … 5 very grave")
    )
    note = text_field(_("remark"), required=False)


class ResponseForm(BaseForm):
    response = text_field(_("response"))
    person = PersonField(label=pgettext_lazy("risk", "dealt with by"))
    due_on = forms.DateField(label=pgettext_lazy("risk", "to be done by"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True)
        if "a" not in scopes(self.user, "risk", "assess"):
            people = people.filter(pk__in=self.user.owner_ids("g") | {self.user.pk})
        self.fields["person"].queryset = people.order_by("name")


class OutcomeForm(BaseForm):
    comment = text_field(pgettext_lazy("risk", "outcome"))
