from performance.metric.models import MarketVolume
from salesmgmt.core.calendar import today
from salesmgmt.core.models import Unit
from salesmgmt.core.web.forms import BaseModelForm


class MarketVolumeForm(BaseModelForm):
    class Meta:
        model = MarketVolume
        fields = ["unit", "kind", "first", "amount", "source"]
        widths = {"source": 12}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(is_active=True)
        self.initial.setdefault("first", today().replace(month=1, day=1))

    def validate_unique(self):
        """Entered again it takes the place of what was entered before."""
