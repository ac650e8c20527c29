"""The forms of this app. They check what belongs to one field; the rules are in the domain."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.domain.customer_owner import possible_owners
from customers.domain.duplicates import already_registered, clean_credit_code, similarity_warning
from customers.domain.evaluations import Answer
from customers.domain.leads import assignable_reps
from customers.models import (
    Contact,
    Customer,
    CustomerEvaluation,
    Lead,
    LeadActivity,
    LeadAssessment,
    Opportunity,
    ProductCategory,
)
from salesmgmt.core.models import Unit, User
from salesmgmt.core.permissions import Role
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LineForm, LookupField, line_formset

BELOW = "below"
LARGEST = Decimal("99999999999999.99")


def region_field(**kwargs):
    regions = Unit.objects.filter(kind=Unit.Kind.REGION, is_active=True)
    return forms.ModelChoiceField(regions, label=_("region"), **kwargs)


class PersonField(forms.ModelChoiceField):
    """A person of a short list, by name."""

    def __init__(self, **kwargs):
        super().__init__(User.objects.none(), widget=forms.Select(attrs={"data-enhance": "select"}), **kwargs)


# -- leads ---------------------------------------------------------------------------------------------------


class LeadForm(BaseModelForm):
    region = region_field(required=False, help_text=_("Empty: your own region."))

    class Meta:
        model = Lead
        fields = ["company", "contact_name", "phone", "email", "source", "channel", "campaign", "region", "need"]
        groups = [
            (_("Who"), ["company", "contact_name", "phone", "email"]),
            (_("How we heard of them"), ["source", "channel", "campaign", "region"]),
            (_("What they need"), ["need"]),
        ]

    def clean(self):
        found = super().clean()
        if not self.errors and not (found.get("phone") or found.get("email")):
            self.add_error("phone", _("Give a telephone number or an e-mail address."))
        return found


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


class NewFirm:
    """Fields of a firm that may be registered already (CUS-13)."""

    def clean_credit_code(self):
        code = clean_credit_code(self.cleaned_data.get("credit_code"))
        instance = getattr(self, "instance", None)
        if code and Customer.objects.filter(credit_code=code).exclude(pk=getattr(instance, "pk", None)).exists():
            raise forms.ValidationError(already_registered())
        return code

    def warn_of_similar(self, name):
        """Once: who says that it is another firm goes on."""
        instance = getattr(self, "instance", None)
        if not name or "name" in self.errors or self.cleaned_data.get("is_other_firm"):
            return
        if instance is not None and instance.pk and instance.name == name:
            return
        warning = similarity_warning(self.user, name, exclude=getattr(instance, "pk", None))
        if warning:
            self.add_error("name", warning)
            self.fields["is_other_firm"].widget = forms.CheckboxInput()


def other_firm_field():
    return forms.BooleanField(
        label=_("It is another firm, save it all the same"), required=False, widget=forms.HiddenInput()
    )


class ConversionForm(NewFirm, BaseForm):
    """What a lead does not know yet about the customer it becomes (LEAD-06)."""

    wants_document = True

    name = forms.CharField(label=_("customer name"), max_length=120)
    is_other_firm = other_firm_field()
    location_type = forms.ChoiceField(label=_("location"), choices=[("", "—"), *Customer.Location.choices])
    credit_code = forms.CharField(label=_("unified social credit code"), max_length=30, required=False)
    title = forms.CharField(label=_("subject of the opportunity"), max_length=120)
    expected_amount = forms.DecimalField(
        label=_("expected amount"), max_digits=14, decimal_places=2, min_value=0, required=False
    )
    expected_on = forms.DateField(label=_("expected decision"), required=False)

    def __init__(self, *args, document=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].initial = document.company
        self.fields["title"].initial = (document.need.splitlines() or [""])[0][:120]

    def clean(self):
        found = super().clean()
        self.warn_of_similar(found.get("name"))
        return found


class OpportunityForm(BaseModelForm):
    class Meta:
        model = Opportunity
        fields = ["title", "expected_amount", "expected_on", "need"]
        widths = {"title": 12}


# -- customers -----------------------------------------------------------------------------------------------


class CustomerForm(NewFirm, BaseModelForm):
    """The customer file. Errors say nothing about customers of other teams."""

    is_other_firm = other_firm_field()
    region = region_field(required=False, help_text=_("Empty: the region of the responsible rep."))
    credit_code = forms.CharField(
        label=_("unified social credit code"), max_length=30, required=False, help_text=_("18 characters")
    )
    categories = forms.ModelMultipleChoiceField(
        ProductCategory.objects.all(), label=_("product categories"), required=False,
        widget=forms.SelectMultiple(attrs={"data-enhance": "tags"}),
    )  # fmt: skip
    executive_sponsor = PersonField(label=_("sponsor in management"), required=False)

    class Meta:
        model = Customer
        fields = [
            "name", "short_name", "credit_code", "location_type", "region", "categories", "segment", "industry",
            "is_group_company", "is_key", "executive_sponsor", "address", "postcode", "phone", "invoice_title", "bank",
            "bank_account", "payment_pct", "payment_term_days", "needs", "remark",
        ]  # fmt: skip
        groups = [
            (_("Firm"), ["name", "is_other_firm", "short_name", "credit_code", "location_type", "region", "industry"]),
            (_("Sales"), ["segment", "categories", "is_group_company", "is_key", "executive_sponsor"]),
            (_("Address and invoices"), ["address", "postcode", "phone", "invoice_title", "bank", "bank_account"]),
            (_("Payment"), ["payment_pct", "payment_term_days"]),
            (_("Notes"), ["needs", "remark"]),
        ]
        widths = {"address": 8, "needs": 12, "remark": 12}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["executive_sponsor"].queryset = User.objects.with_role(Role.MGR, Role.DIR, Role.GM)
        self.fields["payment_pct"].max_value = 100
        self.fields["payment_pct"].min_value = 0

    def clean_payment_pct(self):
        share = self.cleaned_data["payment_pct"]
        if share is not None and not 0 <= share <= 100:
            raise forms.ValidationError(_("A share lies between 0 and 100."))
        return share

    def clean(self):
        found = super().clean()
        self.warn_of_similar(found.get("name"))
        if found.get("is_key") and not found.get("executive_sponsor"):
            self.add_error("executive_sponsor", _("A key customer has a sponsor in management."))
        return found

    def _post_clean(self):
        # The page never saves the form: what the table demands of a row is decided by the domain function.
        pass


class ContactForm(LineForm):
    class Meta:
        model = Contact
        fields = ["name", "position", "phone", "email", "is_primary"]

    def clean(self):
        found = super().clean()
        if found.get("name") and not (found.get("phone") or found.get("email")):
            self.add_error("phone", _("Give a telephone number or an e-mail address."))
        return found

    def _post_clean(self):
        # Row by row, handing "main contact" to another person looks like two main ones; the domain function sorts it.
        pass


ContactLines = line_formset(Customer, Contact, ContactForm)


class ReassignForm(BaseForm):
    owner = PersonField(label=_("New responsible rep"))
    comment = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = possible_owners(self.user)


# -- evaluations ---------------------------------------------------------------------------------------------


class EvaluationStartForm(BaseForm):
    customer = LookupField("customer-to-evaluate", label=_("customer"))


class EvaluationForm(BaseModelForm):
    """Nine criteria by the scheme in force: a figure, or one of the bands, and a remark."""

    class Meta:
        model = CustomerEvaluation
        fields = ["opinion"]

    def __init__(self, *args, scheme, answers=None, **kwargs):
        self.scheme = scheme
        super().__init__(*args, **kwargs)
        for criterion in scheme.criteria:
            self._add_fields(criterion, (answers or {}).get(criterion.key, Answer()))

    def _add_fields(self, criterion, answer):
        key = criterion.key
        if criterion.is_choice:
            choices = [("", "—"), *((band.letter or BELOW, band.text) for band in criterion.bands)]
            initial = None if answer.letter is None else answer.letter or BELOW
            field = forms.ChoiceField(choices=choices, required=False, initial=initial, label=criterion.name)
            field.widget.attrs["class"] = "form-select"
        else:
            field = self._figure(criterion, answer)
        self.fields[f"value_{key}"] = field
        if criterion.kind == "rank":
            self.fields[f"unranked_{key}"] = forms.BooleanField(
                required=False, label=_("no rank"), initial=answer.letter is not None,
                widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
            )  # fmt: skip
        self.fields[f"remark_{key}"] = forms.CharField(
            required=False, max_length=200, initial=answer.remark, label=_("remark"),
            widget=forms.TextInput(attrs={"class": "form-control", "placeholder": _("remark"), "aria-label": f"{criterion.name} {_('remark')}"}),
        )  # fmt: skip

    @staticmethod
    def _figure(criterion, answer):
        whole = criterion.kind == "rank"
        value = answer.value.normalize() if answer.value is not None else None
        return forms.DecimalField(
            required=False, label=criterion.name, initial=f"{value:f}" if value is not None else None,
            min_value=1 if whole else 0, max_value=100 if criterion.kind == "share" else LARGEST,
            decimal_places=0 if whole else 2, max_digits=16,
            widget=forms.TextInput(attrs={"class": "form-control", "inputmode": "decimal", "autocomplete": "off"}),
        )  # fmt: skip

    def rows(self):
        """What the template walks over: (criterion, value field, unranked field or None, remark field)."""
        for criterion in self.scheme.criteria:
            key = criterion.key
            unranked = self[f"unranked_{key}"] if f"unranked_{key}" in self.fields else None
            yield criterion, self[f"value_{key}"], unranked, self[f"remark_{key}"]

    def answers(self):
        """{key: Answer} of what was typed so far; a figure that is no number counts as missing."""
        data = getattr(self, "cleaned_data", {})
        return {criterion.key: self._answer(criterion, data) for criterion in self.scheme.criteria}

    @staticmethod
    def _answer(criterion, data):
        value, remark = data.get(f"value_{criterion.key}"), data.get(f"remark_{criterion.key}", "")
        if criterion.is_choice:
            letter = None if value in (None, "") else "" if value == BELOW else value
            return Answer(letter=letter, remark=remark)
        if data.get(f"unranked_{criterion.key}"):
            return Answer(letter=criterion.bands[-1].letter, remark=remark)
        return Answer(value=value, remark=remark)


class SchemeForm(BaseForm):
    """A new version: the present one with other numbers. Criteria and their kinds stay."""

    name = forms.CharField(label=_("name"), max_length=80)
    valid_from = forms.DateField(label=_("valid from"))
    remark = forms.CharField(label=_("remark"), max_length=500, required=False)

    def __init__(self, *args, scheme, **kwargs):
        self.scheme = scheme
        super().__init__(*args, **kwargs)
        self.fields["name"].initial = scheme.name
        for grade, minimum in scheme.thresholds:
            self._number(f"minimum_{grade}", minimum, _("total from"))
        for line in scheme.lines:
            self._number(f"amount_{line.grade}", line.amount, _("warning line"), places=2)
            self._number(f"qty_{line.grade}", line.avg_monthly_qty, _("average monthly supply"))
        for criterion in scheme.criteria:
            for band in criterion.bands:
                self._add_band(criterion, band)

    def _number(self, name, initial, label, places=0, required=True):
        shown = None if initial is None else f"{Decimal(initial).normalize():f}"
        self.fields[name] = forms.DecimalField(
            label=label, initial=shown, min_value=0, max_value=LARGEST, decimal_places=places, max_digits=16,
            required=required, widget=forms.TextInput(attrs=self._look(label, "num")),
        )  # fmt: skip

    @staticmethod
    def _look(label, css=""):
        return {"class": f"form-control form-control-sm {css}".strip(), "aria-label": str(label)}

    def _add_band(self, criterion, band):
        key = f"{criterion.key}_{band.letter or BELOW}"
        self.fields[f"text_{key}"] = forms.CharField(
            label=_("standard"), initial=band.text, max_length=120,
            widget=forms.TextInput(attrs=self._look(f"{criterion.name} {band.letter}")),
        )  # fmt: skip
        if not band.is_below:
            self._number(f"points_{key}", band.points, _("points"))
        if not criterion.is_choice:
            self._number(f"lower_{key}", band.lower, _("lower limit"), places=2, required=band.lower is not None)
            self._number(f"upper_{key}", band.upper, _("upper limit"), places=2, required=band.upper is not None)

    def head_fields(self):
        return [self["name"], self["valid_from"], self["remark"]]

    def threshold_rows(self):
        """(grade, lowest total, warning line, quantity)."""
        return [
            (grade, self[f"minimum_{grade}"], self[f"amount_{grade}"], self[f"qty_{grade}"])
            for grade, _minimum in self.scheme.thresholds
        ]

    def band_rows(self):
        """(criterion, [(letter, text, points, lower, upper)])."""
        for criterion in self.scheme.criteria:
            yield criterion, [self._band_row(criterion, band) for band in criterion.bands]

    def _band_row(self, criterion, band):
        key = f"{criterion.key}_{band.letter or BELOW}"
        found = [self[name] if name in self.fields else None
                 for name in (f"points_{key}", f"lower_{key}", f"upper_{key}")]  # fmt: skip
        return band.letter, self[f"text_{key}"], *found
