"""What the model contract tells core about itself."""

from django.utils.translation import gettext_lazy as _

from contracts.template.models import ContractTemplate
from contracts.template.permissions import can_keep_templates
from salesmgmt.core import registry
from salesmgmt.core.domain.checklist import DONE, OPEN, PARTLY, Item, Standing, register_item
from salesmgmt.core.domain.discarding import register_draft
from salesmgmt.core.permissions import Role, may_at_all
from salesmgmt.core.words import label_of


def template_standing() -> Standing:
    template = ContractTemplate.objects.in_force().first()
    if template is not None:
        return Standing(DONE, str(template))
    draft = ContractTemplate.objects.filter(status=ContractTemplate.Status.DRAFT).first()
    return (
        Standing(PARTLY, _("%(template)s is a draft") % {"template": draft}) if draft else Standing(OPEN, _("none yet"))
    )


def warranty_standing() -> Standing:
    """What contracts promise after the sale begins as a clause of the template (SVC-01)."""
    template = ContractTemplate.objects.in_force().first()
    if template is None:
        return Standing(OPEN, _("no contract template is in force"))
    missing = [
        str(label_of(ContractTemplate, name))
        for name in ("quality_terms", "after_sales_terms")
        if not getattr(template, name).strip()
    ]
    if missing:
        return Standing(PARTLY, _("still missing: %(names)s") % {"names": "、".join(missing)})
    return Standing(DONE, str(template))


def register():
    for item in (
        Item(
            "warranty",
            _("Warranty terms"),
            warranty_standing,
            "contract-template-list",
            roles=(Role.LEG,),
            help=_("Warranty and after-sales service, as clauses of the contract template."),
            order=140,
        ),
        Item(
            "template",
            _("Contract template"),
            template_standing,
            "contract-template-list",
            roles=(Role.LEG,),
            help=_("Contracts are drafted on the company's model alone."),
            order=150,
        ),
    ):
        register_item(item)
    register_draft(ContractTemplate, lambda user, template: can_keep_templates(user))
    registry.register_menu(
        "contracts",
        _("Contract templates"),
        "contract-template-list",
        "template",
        lambda user: may_at_all(user, "contract", "R"),
        30,
    )
