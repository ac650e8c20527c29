"""Policies are controlled documents: number, version, three signatures, the day they take effect (DOC-01), and who
acknowledged them (TEAM-07)."""

import pgtrigger
from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.policy_document.querysets import PolicyQuerySet
from performance.policy_document.states import ON_ITS_WAY, POLICY_TRANSITIONS, SIGNED, VERSION, Audience, PolicyStatus
from salesmgmt.core.models import User
from salesmgmt.core.models.document import Document, StatusField, status_trigger
from salesmgmt.core.permissions import SALES_ROLES

TEXT = ("code", "version", "title", "text")


class PolicyDocument(Document):
    """One version of a policy; ``code`` and ``version`` are what stands on its cover: CQXF-XS-01, A/0."""

    KIND = "policy_document"

    Status = PolicyStatus
    TRANSITIONS = POLICY_TRANSITIONS
    EDITABLE = (PolicyStatus.PREPARED,)
    ENDED = (PolicyStatus.SUPERSEDED, PolicyStatus.WITHDRAWN)
    STEPPER = (PolicyStatus.PREPARED, PolicyStatus.AUDITED, PolicyStatus.APPROVED, PolicyStatus.EFFECTIVE)

    status = StatusField(Status)
    code = models.CharField(pgettext_lazy("policy", "policy number"), max_length=30)
    version = models.CharField(
        _("version"),
        max_length=4,
        validators=[RegexValidator(VERSION, _("A version is an edition and a revision, such as A/0."))],
    )
    title = models.CharField(pgettext_lazy("policy", "title of the policy"), max_length=120)
    text = models.TextField(pgettext_lazy("policy", "wording"))
    audience = models.CharField(
        pgettext_lazy("policy", "to be acknowledged by"), max_length=10, choices=Audience, default=Audience.EVERYBODY
    )
    effective_on = models.DateField(
        pgettext_lazy("policy", "effective on"), null=True, blank=True, help_text=_("Empty: on its publication.")
    )
    published_at = models.DateTimeField(pgettext_lazy("policy", "published at"), null=True, editable=False)
    audited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=pgettext_lazy("policy", "audited by"),
    )
    audited_at = models.DateTimeField(pgettext_lazy("policy", "audited at"), null=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, editable=False)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        ordering = ["code", "-pk"]
        verbose_name = pgettext_lazy("policy", "policy document")
        verbose_name_plural = pgettext_lazy("policy", "policy documents")
        triggers = [
            status_trigger(POLICY_TRANSITIONS),
            # What was audited is what is approved and what people acknowledge.
            pgtrigger.Protect(
                name="audited_text_stands",
                operation=pgtrigger.UpdateOf(*TEXT),
                condition=pgtrigger.Q(old__status__in=SIGNED),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version"], condition=~Q(status=PolicyStatus.WITHDRAWN), name="policy_version_once"
            ),
            models.UniqueConstraint(
                fields=["code"], condition=Q(status=PolicyStatus.EFFECTIVE), name="policy_effective_once"
            ),
            models.UniqueConstraint(
                fields=["code"], condition=Q(status__in=ON_ITS_WAY), name="policy_version_on_its_way_once"
            ),
            models.CheckConstraint(
                condition=~Q(audited_by=F("created_by"))
                & ~Q(approved_by=F("created_by"))
                & ~Q(approved_by=F("audited_by")),
                name="policy_signed_by_three",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[PolicyStatus.PREPARED, PolicyStatus.WITHDRAWN]) | Q(audited_by__isnull=False),
                name="policy_audited_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[PolicyStatus.PREPARED, PolicyStatus.WITHDRAWN, PolicyStatus.AUDITED])
                | Q(approved_by__isnull=False),
                name="policy_approved_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.version}"

    @property
    def responsible(self):
        return self.created_by

    @property
    def signed_by(self):
        """Who has signed so far: prepared, audited, approved."""
        return self.created_by_id, self.audited_by_id, self.approved_by_id

    def people(self):
        """Everybody who is to acknowledge it."""
        return User.objects.with_role(*SALES_ROLES) if self.audience == Audience.SALES else User.objects.active()

    def missing(self):
        """Who has not acknowledged this version yet (TEAM-07)."""
        return self.people().exclude(roles=[]).exclude(pk__in=self.acknowledgements.values("person"))


class PolicyAcknowledgement(models.Model):
    """One person has read one version of a policy and will follow it; it is signed once and stays (TEAM-07)."""

    policy = models.ForeignKey(
        PolicyDocument,
        models.PROTECT,
        related_name="acknowledgements",
        verbose_name=pgettext_lazy("policy", "policy document"),
        db_index=False,
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="policy_acknowledgements", verbose_name=_("person")
    )
    at = models.DateTimeField(pgettext_lazy("policy", "acknowledged at"), auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = pgettext_lazy("policy", "acknowledgement of a policy")
        verbose_name_plural = pgettext_lazy("policy", "acknowledgements of policies")
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [models.UniqueConstraint(fields=["policy", "person"], name="policy_acknowledged_once")]

    def __str__(self):
        return f"{self.policy} {self.person}"
