from pricing.policy.models import PricePolicy
from salesmgmt.core.web.forms import BaseModelForm


class PricePolicyForm(BaseModelForm):
    class Meta:
        model = PricePolicy
        fields = ["title", "valid_from", "price_principles", "contract_principles"]
        widths = {"title": 8, "valid_from": 4, "price_principles": 12, "contract_principles": 12}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in PricePolicy.CONTENT:
            self.fields[name].widget.attrs["rows"] = 8
