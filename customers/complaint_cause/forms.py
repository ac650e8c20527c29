"""The form of a root cause."""

from django.utils.translation import gettext_lazy as _

from customers.complaint_cause.models import ComplaintCause
from salesmgmt.core.web.forms import BaseModelForm


class CauseForm(BaseModelForm):
    class Meta:
        model = ComplaintCause
        fields = ["name", "position", "is_active"]
        labels = {"position": _("place in the list")}
