"""Pages of policies (DOC-01) and of their acknowledgement (TEAM-07)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views import View

from performance.policy_document.acknowledging import GATE, acknowledge_policy
from performance.policy_document.filters import AcknowledgementFilters, PeopleFilters, PolicyFilters
from performance.policy_document.forms import PolicyForm, SignForm
from performance.policy_document.models import PolicyAcknowledgement, PolicyDocument
from performance.policy_document.papers import policy_pdf
from performance.policy_document.permissions import (
    can_approve_policy,
    can_audit_policy,
    can_edit_policy,
    can_renew_policy,
    can_return_policy,
    reads_policies,
    sees_acknowledgements,
    why_not_sign,
)
from performance.policy_document.preparing import prepare_policy, renew_policy, update_policy, withdraw_policy
from performance.policy_document.signing import approve_policy, audit_policy, return_policy
from performance.policy_document.states import PolicyStatus
from performance.policy_document.tables import AcknowledgementTable, MissingTable, PolicyTable
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Attachment, User
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage, ReasonForm
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, Preset, TabList


class PolicyList(ListPage):
    model = PolicyDocument
    table_class = PolicyTable
    filterset_class = PolicyFilters
    create_url = "policy-document-create"
    create_label = gettext_lazy("Prepare a policy")
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(pgettext_lazy("policy", "Effective"), f"status={PolicyStatus.EFFECTIVE}"),
        Preset(pgettext_lazy("policy", "To be audited"), f"status={PolicyStatus.PREPARED}"),
        Preset(pgettext_lazy("policy", "To be approved"), f"status={PolicyStatus.AUDITED}"),
    )
    empty_title = gettext_lazy("No policies yet")
    empty_text = gettext_lazy(
        "A policy is prepared, audited and approved by three persons and takes effect on its day."
    )

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("created_by", "audited_by", "approved_by")


class PolicyDetail(DetailPage):
    model = PolicyDocument
    template_name = "performance/policy_document/detail.html"
    related = ("created_by", "audited_by", "approved_by")
    pdf_links = ((gettext_lazy("Policy (PDF)"), "policy-document-pdf", lambda user, policy: True),)
    actions = (
        Action(
            "audit",
            pgettext_lazy("policy", "Audit"),
            can_audit_policy,
            audit_policy,
            form=SignForm,
            to=PolicyStatus.AUDITED,
            style="primary",
            icon="checks",
            why_not=why_not_sign,
        ),
        Action(
            "approve",
            pgettext_lazy("policy", "Approve"),
            can_approve_policy,
            approve_policy,
            form=SignForm,
            to=PolicyStatus.APPROVED,
            style="success",
            icon="circle-check",
        ),
        Action(
            "return",
            gettext_lazy("Send back"),
            can_return_policy,
            return_policy,
            form=ReasonForm,
            style="danger",
            icon="arrow-back-up",
        ),
        Action(
            "acknowledge",
            pgettext_lazy("policy", "Acknowledge"),
            lambda user, policy: PolicyDocument.objects.due_for(user).filter(pk=policy.pk).exists(),
            acknowledge_policy,
            style="primary",
            icon="signature",
        ),
        Action(
            "renew",
            gettext_lazy("Prepare the next version"),
            can_renew_policy,
            renew_policy,
            icon="versions",
            goto=lambda made, policy: made.get_absolute_url(),
        ),
        Action(
            "withdraw",
            pgettext_lazy("policy", "Withdraw"),
            can_edit_policy,
            withdraw_policy,
            form=ReasonForm,
            to=PolicyStatus.WITHDRAWN,
            icon="trash",
        ),
    )

    def title(self, obj):
        return obj.title

    def subtitle(self, obj):
        return f"{obj.code} · {obj.version}"

    def can_edit(self, user, obj):
        return can_edit_policy(user, obj)

    def facts(self, obj):
        return [
            (pgettext_lazy("policy", "Policy number"), obj.code),
            (_("Version"), obj.version),
            (pgettext_lazy("policy", "Effective on"), obj.effective_on or _("on its publication")),
            (pgettext_lazy("policy", "To be acknowledged by"), obj.get_audience_display()),
            Fact(pgettext_lazy("policy", "Prepared by"), obj.created_by),
            Fact(pgettext_lazy("policy", "Audited by"), obj.audited_by),
            Fact(_("Approved by"), obj.approved_by),
            (pgettext_lazy("policy", "Published at"), obj.published_at),
        ]

    def extra_context(self, obj):
        versions = PolicyDocument.objects.visible_to(self.request.user).filter(code=obj.code).exclude(pk=obj.pk)
        return {"versions": list(versions.order_by("-pk")[:20])}


class PolicyCreate(CreatePage):
    model = PolicyDocument
    form_class = PolicyForm
    create = prepare_policy


class PolicyEdit(EditPage):
    model = PolicyDocument
    form_class = PolicyForm
    update = update_policy
    may_edit = can_edit_policy


class PolicyPdf(View):
    def get(self, request, pk):
        rows = PolicyDocument.objects.visible_to(request.user)
        policy = get_object_or_404(rows.select_related("created_by", "audited_by", "approved_by"), pk=pk)
        return pdf_response(policy_pdf(policy), f"{policy.number}.pdf")


class AcknowledgementTab(TabList):
    """Who has acknowledged a policy, or who has not: for those who keep policies."""

    parent, parent_field = PolicyDetail, "policy"
    matrix_key = "policy_document"
    create_url = None

    @classmethod
    def may_open(cls, user):
        return sees_acknowledgements(user)

    @classmethod
    def may_export(cls, user):
        return False


class PolicyAcknowledgements(AcknowledgementTab):
    model, table_class, filterset_class = PolicyAcknowledgement, AcknowledgementTable, AcknowledgementFilters
    key = "policy-acknowledgements"
    title = pgettext_lazy("policy", "Acknowledged")
    empty_title = gettext_lazy("Nobody has acknowledged it yet")

    @classmethod
    def base_queryset(cls, user):
        return PolicyAcknowledgement.objects.select_related("person__unit")


class PolicyMissing(AcknowledgementTab):
    """TEAM-07: the list of those who have not acknowledged."""

    model, table_class, filterset_class = User, MissingTable, PeopleFilters
    key = "policy-missing"
    title = pgettext_lazy("policy", "Not acknowledged")
    empty_title = gettext_lazy("Everybody has acknowledged it")

    @classmethod
    def base_queryset(cls, user):
        return User.objects.select_related("unit", "superior")

    def get_base_queryset(self):
        policy = self.parent_object
        missing = policy.missing() if policy.status == PolicyStatus.EFFECTIVE else User.objects.none()
        return missing.select_related("unit", "superior")

    @classmethod
    def filterset(cls, user, querydict, queryset=None):
        return cls.filterset_class(querydict, cls.base_queryset(user) if queryset is None else queryset, user=user)


class Acknowledge(View):
    """What a person meets after signing in while policies wait for him, one after the other (TEAM-07)."""

    template_name = "performance/policy_document/acknowledge.html"

    def get(self, request):
        require(reads_policies(request.user))
        due = PolicyDocument.objects.due_for(request.user).order_by("pk")
        policy = due.select_related("created_by", "audited_by", "approved_by").first()
        if policy is None and request.session.pop(GATE, False):
            messages.success(request, _("Every effective policy is acknowledged."))
            return redirect("home")
        context = {
            "title": _("Policies to acknowledge"),
            "crumbs": [Crumb(_("Policies to acknowledge"))],
            "policy": policy,
            "number": due.count() if policy else 0,
            "files": list(Attachment.objects.of(policy)) if policy else [],
        }
        return render(request, self.template_name, context)

    def post(self, request):
        require(reads_policies(request.user))
        try:
            acknowledge_policy(as_pk(request.POST.get("policy")), request.user)
        except BusinessError as refusal:
            messages.error(request, str(refusal))
        return redirect("policy-acknowledge")
