from django import forms
from django.utils.translation import gettext_lazy as _

from orders.plan.models import PLAN_DEPARTMENTS


def department_field():
    return forms.MultipleChoiceField(
        label=_("Departments"),
        choices=[(role.value, role.label) for role in PLAN_DEPARTMENTS],
        widget=forms.CheckboxSelectMultiple,
    )
