from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.customer.fields import text_field
from performance.alert.models import AlertRule
from performance.alert.states import BY_SETTING, OVER_MONTHS, YES_OR_NO, AlertCause
from salesmgmt.core.web.forms import BaseForm, BaseModelForm


class MeasureForm(BaseForm):
    comment = text_field(pgettext_lazy("alert", "what you do about it"))


class CloseForm(BaseForm):
    comment = text_field(pgettext_lazy("alert", "reason and outcome"))


class AlertRuleForm(BaseModelForm):
    """Only the numbers that this rule works with."""

    class Meta:
        model = AlertRule
        fields = ["is_active", "threshold", "clear_at", "months", "cases"]
        help_texts = {
            "threshold": _("From this value on an alert is opened."),
            "clear_at": _("Below this value it closes by itself; lower than the other, so that it does not flutter."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        cause = self.instance.cause
        unused = {"months", "cases"} if cause not in OVER_MONTHS else set()
        if cause != AlertCause.COMPLAINTS:
            unused.add("cases")
        if cause in BY_SETTING or cause in YES_OR_NO:
            unused.add("threshold")
        if cause in YES_OR_NO:
            unused.add("clear_at")
        for name in unused:
            del self.fields[name]
