"""The channel report as a file."""

from django.utils.translation import gettext_lazy as _

from customers.channel.exports import build_channel_report
from salesmgmt.core.domain.exports import register_export
from salesmgmt.core.permissions import may_at_all


def register():
    register_export("lead-channels", _("Channels"), build_channel_report, lambda user: may_at_all(user, "lead", "E"))
