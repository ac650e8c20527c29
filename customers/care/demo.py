"""The demo company's birthdays, and greetings in every state."""

import datetime as dt

from django.utils import timezone

from customers.care.greeting import draft_greetings, mark_called, send_greeting, skip_greeting
from customers.care.models import CareTask, Festival
from customers.contact.models import Contact
from salesmgmt.core.calendar import today


def build(company):
    _birthdays()
    day = today() + dt.timedelta(days=2)
    Festival.objects.create(
        name="公司周年庆",
        month=day.month,
        day=day.day,
        greeting="尊敬的{contact}：\n值此公司周年之际，感谢{company}一路同行，谨致问候！",
    )
    draft_greetings(timezone.now())
    _some_done(company)


def _birthdays():
    """Some contacts have a birthday in these days, most on some day of the year."""
    contacts = list(Contact.objects.order_by("pk"))
    for number, contact in enumerate(contacts):
        near = today() + dt.timedelta(days=number % 4)
        contact.birthday = (
            dt.date(1980, near.month, min(near.day, 28))
            if number % 15 == 0
            else dt.date(1970, 1, 1) + dt.timedelta(days=137 * number)
        )
    Contact.objects.bulk_update(contacts, ["birthday"])


def _some_done(company):
    """Greetings in every state."""
    drafts = CareTask.objects.open().select_related("customer__owner", "contact")
    for care in list(drafts.exclude(contact__email="")[:4]):
        send_greeting(care.pk, care.customer.owner, "节日祝福", care.greeting)
    rest = list(drafts[:6])
    for care in rest[:4]:
        mark_called(care.pk, care.customer.owner)
    for care in rest[4:]:
        skip_greeting(care.pk, care.customer.owner)
