from django import forms

from orders.account.posting import checked_amount
from salesmgmt.core.exceptions import BusinessError


class AmountField(forms.DecimalField):
    """An amount of money, refused in the same plain words as in the domain."""

    def __init__(self, *, allow_zero=False, **kwargs):
        self.allow_zero = allow_zero
        super().__init__(**kwargs)

    def clean(self, value):
        value = super().clean(str(value).replace(",", "").replace("，", "").strip() if value else value)
        if value is None:
            return None
        try:
            return checked_amount(value, allow_zero=self.allow_zero)
        except BusinessError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
