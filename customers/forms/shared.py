"""Fields that several forms use."""

from django import forms
from django.utils.translation import gettext_lazy as _

from salesmgmt.core.models import Unit, User


def region_field(**kwargs):
    regions = Unit.objects.filter(kind=Unit.Kind.REGION, is_active=True)
    return forms.ModelChoiceField(regions, label=_("region"), **kwargs)


class PersonField(forms.ModelChoiceField):
    """A person of a short list, by name."""

    def __init__(self, **kwargs):
        super().__init__(User.objects.none(), widget=forms.Select(attrs={"data-enhance": "select"}), **kwargs)
