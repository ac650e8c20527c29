"""The form of follow-up calls, with the quality tracking card."""

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.follow_up.models import FollowUpCall, QualityTrackingCard
from customers.subject.fields import AboutProductFields
from salesmgmt.core import calendar
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.web.forms import BaseModelForm, LookupField

CARD = ("delivery_note", "used_on", "findings", "opinion", "action")


def _card_field(name, field_class=forms.CharField, **kwargs):
    return field_class(label=QualityTrackingCard._meta.get_field(name).verbose_name, required=False, **kwargs)


def _text(name):
    return _card_field(name, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class FollowUpForm(AboutProductFields, BaseModelForm):
    customer = LookupField("customer", label=_("customer"))
    contact = LookupField("contact", label=_("contact"), depends=("customer",), required=False)
    card_delivery_note = _card_field("delivery_note", max_length=40)
    card_used_on = _card_field("used_on", forms.DateField)
    card_findings = _text("findings")
    card_opinion = _text("opinion")
    card_action = _text("action")

    class Meta:
        model = FollowUpCall
        fields = [
            "customer",
            "contact",
            "called_at",
            "way",
            "product_category",
            "usage",
            "satisfaction",
            "opinions",
            "issues",
            "result",
            "needs_action",
        ]
        groups = [
            (_("Follow-up call"), ["customer", "contact", "called_at", "way", "product", "product_category"]),
            (_("What they say"), ["usage", "satisfaction", "opinions"]),
            (
                _("Issues"),
                ["issues", "needs_action", "result"],
                _("With “needs action” a complaint or a ticket is opened at once."),
            ),
            (
                _("Quality tracking card"),
                ["card_delivery_note", "card_used_on", "card_findings", "card_opinion", "card_action"],
                _("Filled in on a delivered product."),
            ),
        ]
        widths = {"usage": 12, "opinions": 12, "issues": 12, "result": 12}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["called_at"].initial = calendar.now().replace(tzinfo=None, second=0, microsecond=0)
        self.fields["card_findings"].required = policy().tracking_card_required

    def clean(self):
        found = super().clean()
        found["card"] = {name: found.pop(f"card_{name}", None) or ("" if name != "used_on" else None) for name in CARD}
        if found.get("needs_action") and not (found.get("issues") or "").strip():
            self.add_error("issues", _("Describe the issue that needs action."))
        return found
