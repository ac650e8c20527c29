"""What the model contract tells core about itself."""

from django.utils.translation import gettext_lazy as _

from contracts.template.models import ContractTemplate
from contracts.template.permissions import can_keep_templates
from salesmgmt.core import registry
from salesmgmt.core.domain.discarding import register_draft
from salesmgmt.core.permissions import may_at_all


def register():
    register_draft(ContractTemplate, lambda user, template: can_keep_templates(user))
    registry.register_menu(
        "contracts",
        _("Contract templates"),
        "contract-template-list",
        "template",
        lambda user: may_at_all(user, "contract", "R"),
        30,
    )
