"""The people at a customer."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.contact.querysets import ContactQuerySet
from customers.customer.models import Customer
from salesmgmt.core.phone import PhoneField


class Contact(models.Model):
    """A person, with a telephone or an e-mail address; one of them is the first to call (CUS-01)."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="contacts", verbose_name=_("customer"))
    name = models.CharField(_("contact"), max_length=40)
    position = models.CharField(_("position"), max_length=40, blank=True)
    phone = PhoneField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    birthday = models.DateField(_("birthday"), null=True, blank=True)
    is_primary = models.BooleanField(_("main contact"), default=False)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["-is_primary", "pk"]
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.UniqueConstraint(
                fields=["customer"], condition=Q(is_primary=True), name="one_main_contact_per_customer"
            ),
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(email=""),
                name="contact_can_be_reached",
                violation_error_message=_("Give a telephone number or an e-mail address."),
            ),
        ]

    def __str__(self):
        return self.name
