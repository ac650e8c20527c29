"""The form that asks for a new password: an address, and nothing it says about it."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PasswordRequestForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
