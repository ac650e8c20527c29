"""What is done about overdue receivables: collection actions, and the letters that ask for the money."""

import pgtrigger
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.dunning.querysets import CollectionActionQuerySet, DunningLetterQuerySet
from orders.dunning.states import LETTER_TRANSITIONS, Cause, LetterStatus, Sending, Way
from salesmgmt.core.models import Document
from salesmgmt.core.models.document import StatusField, status_trigger
from salesmgmt.core.money import MoneyField


class DunningLetter(Document):
    """催款函: all items of a customer that are overdue and undisputed, with their total and a deadline (REC-02, F-30)."""

    KIND = "dunning_letter"
    SEARCH_FIELDS = ("number", "customer__name")
    Status = LetterStatus
    TRANSITIONS = LETTER_TRANSITIONS
    EDITABLE = (LetterStatus.DRAFT,)
    ENDED = (LetterStatus.DISCARDED,)
    STEPPER = (LetterStatus.DRAFT, LetterStatus.SENT)

    customer = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        related_name="dunning_letters",
        verbose_name=_("customer"),
        db_index=False,
    )
    status = StatusField(LetterStatus)
    # 1: reminder, up to the last step of the setting: last notice.
    level = models.PositiveSmallIntegerField(pgettext_lazy("dunning", "level"), validators=[MinValueValidator(1)])
    is_last = models.BooleanField(_("last notice"), default=False, editable=False)
    date = models.DateField(_("date"))
    deadline = models.DateField(_("pay by"))
    # As the paper says it: drawn up with the draft, and anew at the moment of sending.
    total = MoneyField(_("total overdue"), default=0)
    free = MoneyField(_("paid or credited, not allocated"), default=0)
    sending = models.CharField(_("sent by way of"), max_length=10, choices=Sending, blank=True, editable=False)
    sent_on = models.DateField(_("sent on"), null=True, editable=False)
    note = models.CharField(_("remark"), max_length=200, blank=True)

    objects = DunningLetterQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-pk"]
        verbose_name = _("dunning letter")
        verbose_name_plural = _("dunning letters")
        indexes = [models.Index(fields=["customer", "-sent_on", "-id"], name="dunning_of_customer")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=LetterStatus.SENT) | Q(sent_on__isnull=False), name="dunning_sent_has_day"
            ),
        ]
        triggers = [status_trigger(LETTER_TRANSITIONS)]


class DunnedItem(models.Model):
    """An invoice as a letter asks for it."""

    letter = models.ForeignKey(DunningLetter, models.CASCADE, related_name="items", db_index=False)
    invoice = models.ForeignKey(
        "orders.Invoice", models.PROTECT, related_name="dunned", editable=False, verbose_name=_("invoice")
    )
    open_amount = MoneyField(_("still open"))
    days = models.PositiveIntegerField(_("days overdue"))

    class Meta:
        ordering = ["-days", "pk"]
        verbose_name = _("dunned item")
        verbose_name_plural = _("dunned items")
        constraints = [models.UniqueConstraint(fields=["letter", "invoice"], name="dunned_once_a_letter")]

    def __str__(self):
        return f"{self.invoice} {self.open_amount}"


class CollectionAction(models.Model):
    """A contact about overdue money: the cause that was learned, the measure, the promise (REC-02). Never changed."""

    customer = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        related_name="collection_actions",
        verbose_name=_("customer"),
        db_index=False,
    )
    invoices = models.ManyToManyField("orders.Invoice", related_name="collection_actions", verbose_name=_("invoices"))
    date = models.DateField(_("date"))
    way = models.CharField(_("by way of"), max_length=10, choices=Way)
    spoke_with = models.CharField(_("spoke with"), max_length=80, blank=True)
    cause = models.CharField(_("cause of the delay"), max_length=20, choices=Cause, blank=True)
    measure = models.TextField(_("measure"))
    promised_on = models.DateField(_("payment promised for"), null=True, blank=True)
    promised_amount = MoneyField(_("promised amount"), null=True, blank=True)
    letter = models.OneToOneField(
        DunningLetter,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="action",
        verbose_name=_("dunning letter"),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+", verbose_name=_("created by")
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = CollectionActionQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-pk"]
        verbose_name = _("collection action")
        verbose_name_plural = _("collection actions")
        indexes = [
            models.Index(fields=["customer", "-date", "-id"], name="collection_of_customer"),
            models.Index(fields=["-date", "-id"], name="collection_newest"),
            # Broken promises, by the day they ran out.
            models.Index(fields=["promised_on"], condition=Q(promised_on__isnull=False), name="collection_promised"),
        ]
        triggers = [pgtrigger.Protect(name="actions_are_kept", operation=pgtrigger.Delete)]

    def __str__(self):
        return f"{self.date} {self.get_way_display()}"
