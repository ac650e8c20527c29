"""Forms of users, units and substitutes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from salesmgmt.core.domain.leaving import sole_roles, what_waits
from salesmgmt.core.models import Substitute, Unit, User
from salesmgmt.core.permissions import Role
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LookupField


class UserForm(BaseModelForm):
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("A person may have several. An administrator approves nothing."),
    )
    superior = LookupField("person", label=_("Superior"), required=False)

    class Meta:
        model = User
        fields = ["username", "name", "email", "mobile", "unit", "superior", "roles"]
        groups = [
            (_("Account"), ["username", "name", "email", "mobile"]),
            (_("Place in the company"), ["unit", "superior"], _("Unit and superior decide scopes and approval ways.")),
            (_("Roles"), ["roles"]),
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(is_active=True)
        self.fields["unit"].label_from_instance = lambda unit: "\u3000" * unit.depth + unit.name
        self.fields["username"].help_text = ""


class LeavingForm(BaseForm):
    """Who takes over what still waits for a person who leaves."""

    wants_document = True

    successor = LookupField(
        "person",
        label=_("Successor"),
        required=False,
        help_text=_("Takes over the open approval steps and to-dos. Customers are reassigned before."),
    )
    with_roles = forms.BooleanField(label=_("He also takes over the roles nobody else holds"), required=False)

    def __init__(self, *args, document=None, **kwargs):
        super().__init__(*args, **kwargs)
        waiting = what_waits(document) if document is not None else []
        if waiting:
            self.fields["successor"].help_text = " ".join([*waiting, str(self.fields["successor"].help_text)])
        if document is None or not sole_roles(document):
            del self.fields["with_roles"]


class SubstituteForm(BaseModelForm):
    substitute = LookupField("person", label=_("Substitute"))

    class Meta:
        model = Substitute
        fields = ["substitute", "valid_from", "valid_to", "reason"]


class UnitForm(BaseModelForm):
    class Meta:
        model = Unit
        fields = ["name", "code", "kind", "parent", "is_active"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        others = Unit.objects.all()
        if self.instance.pk:
            others = others.exclude(path__startswith=self.instance.path)
        self.fields["parent"].queryset = others
        self.fields["parent"].label_from_instance = lambda unit: "\u3000" * unit.depth + unit.name
