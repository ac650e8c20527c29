"""What a customer needs and prefers (客户需求与偏好), as it was heard."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from customers.customer.models import Customer
from customers.preference.querysets import PreferenceQuerySet


class CustomerPreference(models.Model):
    """A need or preference with the visit or call where it was heard (CUS-06)."""

    customer = models.ForeignKey(
        Customer, models.CASCADE, related_name="preferences", editable=False, verbose_name=_("customer")
    )
    topic = models.CharField(_("topic"), max_length=40)
    content = models.TextField(_("content"))
    content_type = models.ForeignKey(ContentType, models.PROTECT, null=True, editable=False, related_name="+")
    object_id = models.BigIntegerField(null=True, editable=False)
    source = GenericForeignKey("content_type", "object_id")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+", verbose_name=_("recorded by")
    )
    created_at = models.DateTimeField(_("recorded"), auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    # No longer true; kept, because quotes were made on it.
    retired_at = models.DateTimeField(_("no longer valid since"), null=True, editable=False)

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        ordering = ["topic", "-pk"]
        verbose_name = _("preference")
        verbose_name_plural = _("needs and preferences")

    def __str__(self):
        return self.topic

    def get_absolute_url(self):
        return reverse("customer-preferences", args=[self.customer_id])
