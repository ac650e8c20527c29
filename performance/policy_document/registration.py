"""What policies tell core about themselves."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.policy_document.acknowledging import ask_at_sign_in
from performance.policy_document.clock import JOB, take_effect
from performance.policy_document.models import PolicyDocument
from performance.policy_document.permissions import reads_policies, sees_acknowledgements
from performance.policy_document.states import PolicyStatus
from salesmgmt.core import registry
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.web.session import register_after_sign_in
from salesmgmt.core.web.status import register_tones


def register():
    registry.register_document(
        PolicyDocument,
        "POL",
        pgettext_lazy("policy", "Policy document"),
        pgettext_lazy("policy", "Policy documents"),
        "gavel",
        "policy-document-list",
        search=False,
    )
    registry.register_menu(
        "performance", pgettext_lazy("policy", "Policy documents"), "policy-document-list", "gavel", reads_policies, 300
    )
    registry.register_periodic(JOB, _("Policies that take effect"), "5 0 * * *", take_effect, rules="DOC-01")
    register_tones(good=[PolicyStatus.EFFECTIVE], info=[PolicyStatus.AUDITED])
    register_after_sign_in(ask_at_sign_in)
    _tabs()
    _cards()


def _tabs():
    for name, label, address, rows in (
        (
            "missing",
            pgettext_lazy("policy", "Not acknowledged"),
            "policy-document-missing",
            lambda policy, user: policy.missing() if policy.status == PolicyStatus.EFFECTIVE else 0,
        ),
        (
            "acknowledged",
            pgettext_lazy("policy", "Acknowledged"),
            "policy-document-acknowledged",
            lambda policy, user: policy.acknowledgements.all(),
        ),
    ):
        registry.register_tab(
            "policy_document",
            registry.Tab(name, label, address, count=rows, can=lambda user, policy: sees_acknowledgements(user)),
        )


def _cards():
    registry.register_home_card(
        "policies-due",
        _("Policies to acknowledge"),
        reads_policies,
        lambda user: PolicyDocument.objects.due_for(user),
        "policy-acknowledge",
        icon="gavel",
        tone="warn",
        order=20,
    )
    registry.register_home_card(
        "policies-to-audit",
        _("Policies to audit"),
        lambda user: may_at_all(user, "policy_document", "audit"),
        lambda user: PolicyDocument.objects.visible_to(user).filter(status=PolicyStatus.PREPARED),
        f"policy-document-list?status={PolicyStatus.PREPARED}",
        icon="gavel",
        order=70,
    )
    registry.register_home_card(
        "policies-to-approve",
        _("Policies to approve"),
        lambda user: may_at_all(user, "policy_document", "A"),
        lambda user: PolicyDocument.objects.visible_to(user).filter(status=PolicyStatus.AUDITED),
        f"policy-document-list?status={PolicyStatus.AUDITED}",
        icon="gavel",
        order=70,
    )
