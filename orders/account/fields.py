from django import forms

from orders.account.posting import checked_amount
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import parse_amount


class AmountField(forms.DecimalField):
    """An amount of money, read as every import reads it and refused in the same plain words as in the domain.

    A comma parts thousands and nothing else: 12,5 is refused and never 125 (parse_amount).
    """

    def __init__(self, *, allow_zero=False, **kwargs):
        self.allow_zero = allow_zero
        super().__init__(**kwargs)

    def to_python(self, value):
        if value in self.empty_values or not str(value).strip():
            return None
        try:
            return parse_amount(value)
        except ValueError as no_amount:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from no_amount

    def clean(self, value):
        value = super().clean(value)
        if value is None:
            return None
        try:
            return checked_amount(value, allow_zero=self.allow_zero)
        except BusinessError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
