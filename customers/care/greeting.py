"""Greetings on birthdays and festivals: drafted by the clock, sent by people (REL-01)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.care.festival import birthdays_on, falls_on
from customers.care.models import CareTask, Festival
from customers.care.permissions import can_edit_festivals, can_greet
from customers.contact.models import Contact
from customers.customer.models import Customer
from salesmgmt.core import audit
from salesmgmt.core.calendar import SHANGHAI
from salesmgmt.core.domain.faults import in_batches, one_by_one
from salesmgmt.core.domain.mailing import send_waiting
from salesmgmt.core.domain.notices import Message, notify_many
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.domain.todo import close_tasks, open_tasks
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Task
from salesmgmt.core.output.letters import letter, one_line
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    from typing import Any

    from customers.care.states import CareTaskStatus
    from customers.contact.querysets import ContactQuerySet
    from salesmgmt.core.models import User

# Letters to customers are Chinese, like the papers.
BIRTHDAY = "尊敬的{contact}：\n值此您生日之际，谨致最诚挚的祝福！感谢{company}一直以来的信任与支持，祝您身体健康、工作顺利、阖家幸福。"
MAIL_QUEUE = "care_mail"


def greeting_for(template: str, contact: Contact) -> str:
    """The text with the names filled in; anything else in braces stays as it was typed. Pure."""
    return template.replace("{contact}", contact.name).replace("{company}", contact.customer.name)


def draft_greetings(at: dt.datetime) -> int:
    """J12 care: one draft for each contact and occasion from SET days before on; a second run makes none (REL-01)."""
    first = at.astimezone(SHANGHAI).date()
    days = [first + dt.timedelta(days=number) for number in range(policy().care_days_before + 1)]
    contacts = (
        Contact.objects.filter(customer__in=Customer.objects.live().filter(owner__isnull=False))
        .exclude(customer__status=Customer.Status.BLOCKED)
        .select_related("customer__owner")
    )
    _follow_owners()
    return _birthdays(contacts, days) + _festivals(contacts, days)


def _follow_owners() -> None:
    """A customer who changed hands is greeted by whoever is in charge now."""
    tasks = Task.objects.open().filter(kind="care", content_type=ContentType.objects.get_for_model(CareTask))
    owners = dict(CareTask.objects.open().values_list("pk", "customer__owner"))
    moved = []
    for task in tasks:
        owner = owners.get(task.object_id)
        if owner is not None and owner != task.person_id:
            task.person_id = owner
            moved.append(task)
    Task.objects.bulk_update(moved, ["person"], batch_size=1000)


def _birthdays(contacts: ContactQuerySet, days: list[dt.date]) -> int:
    """Drafts and to-dos of some contacts are made together: what fails for one is made for him by the next run."""
    day_of = {contact: day for day in days for contact in _born_on(contacts, day)}
    return in_batches("care", day_of, lambda some: _birthdays_of(some, day_of))


def _birthdays_of(contacts: list[Contact], day_of: dict[Contact, dt.date]) -> int:
    made = 0
    for day in sorted({day_of[contact] for contact in contacts}):
        drafts = _draft([contact for contact in contacts if day_of[contact] == day], day, None, BIRTHDAY)
        rows = [(care, care.customer.owner, partial(_whose_birthday, care)) for care in drafts]
        open_tasks("care", rows, key=str(day), due_on=day, tell=True)
        made += len(drafts)
    return made


def _whose_birthday(care: CareTask) -> str:
    return _("Birthday of %(contact)s, %(customer)s") % {"contact": care.contact, "customer": care.customer}


def _born_on(contacts: ContactQuerySet, day: dt.date) -> ContactQuerySet:
    born = Q()
    for month, number in birthdays_on(day):
        born |= Q(birthday__month=month, birthday__day=number)
    return contacts.filter(born).exclude(pk__in=CareTask.objects.filter(festival=None, day=day).values("contact"))


def _festivals(contacts: ContactQuerySet, days: list[dt.date]) -> int:
    return one_by_one(
        "care:festivals",
        Festival.objects.filter(is_active=True),
        lambda festival: sum(_festival(festival, contacts, day) for day in days),
    )


def _festival(festival: Festival, contacts: ContactQuerySet, day: dt.date) -> int:
    if not falls_on(festival, day):
        return 0
    drafts = _draft(contacts, day, festival, festival.greeting)
    _tell_owners(drafts, festival, day)
    return len(drafts)


def _draft(contacts: ContactQuerySet | list[Contact], day: dt.date, festival: Festival | None, template: str) -> list:
    """The new drafts of one occasion, in three queries however many contacts."""
    known = set(CareTask.objects.filter(festival=festival, day=day).values_list("contact", flat=True))
    new = [contact for contact in contacts if contact.pk not in known]
    rows = [
        CareTask(
            customer=contact.customer,
            contact=contact,
            festival=festival,
            day=day,
            greeting=greeting_for(template, contact),
        )
        for contact in new
    ]
    # Another run at the same moment may have made one: the database keeps the first.
    CareTask.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    made = CareTask.objects.filter(festival=festival, day=day, contact__in=[each.pk for each in new])
    return list(made.select_related("customer__owner", "contact"))


def _tell_owners(drafts: list[CareTask], festival: Festival, day: dt.date) -> None:
    """One notice for each rep and festival: hundreds of to-dos on one day would be noise."""
    notify_many(
        Message(
            [owner],
            lambda number=number: (
                _("%(festival)s: %(number)d greetings are drafted") % {"festival": festival, "number": number}
            ),
            url=reverse("care-list") + f"?status={CareTask.Status.DRAFT}&festival={festival.pk}",
            key=f"care-{festival.pk}-{day}",
        )
        for owner, number in Counter(care.customer.owner for care in drafts).items()
    )


@transaction.atomic
def update_greeting(pk: int, user: User, greeting: str) -> CareTask:
    care = lock(CareTask, pk, "customer__owner", "contact")
    require(can_greet(user, care))
    if not care.is_editable:
        raise BusinessError(_("This greeting is “%(status)s”.") % {"status": care.get_status_display()})
    return change(care, user, gettext_noop("Edited"), greeting=greeting)


@transaction.atomic
def send_greeting(pk: int, user: User, subject: str, greeting: str) -> CareTask:
    """draft → sent, by a person: the letter is a row, and goes out within minutes (REL-01)."""
    care = lock(CareTask, pk, "customer__owner", "contact")
    guard(care, CareTask.Status.SENT)
    require(can_greet(user, care))
    if not care.contact.email:
        raise BusinessError(_("%(contact)s has no e-mail address.") % {"contact": care.contact})
    if not greeting.strip() or not subject.strip():
        raise BusinessError(_("A letter has a subject and a text."))
    return _done(
        care, CareTask.Status.SENT, user, subject=one_line(subject), greeting=greeting, sent_to=care.contact.email
    )


@transaction.atomic
def mark_called(pk: int, user: User) -> CareTask:
    care = lock(CareTask, pk, "customer__owner", "contact")
    guard(care, CareTask.Status.CALLED)
    require(can_greet(user, care))
    return _done(care, CareTask.Status.CALLED, user)


@transaction.atomic
def skip_greeting(pk: int, user: User) -> CareTask:
    care = lock(CareTask, pk, "customer__owner", "contact")
    guard(care, CareTask.Status.SKIPPED)
    require(can_greet(user, care))
    return _done(care, CareTask.Status.SKIPPED, user)


def _done(care: CareTask, status: CareTaskStatus, user: User, **fields: Any) -> CareTask:
    move(care, status, user, done_at=timezone.now(), **fields)
    close_tasks(care, "care", user, cancelled=status == CareTask.Status.SKIPPED)
    return care


def mail_greetings(at: dt.datetime) -> int:
    """Mail what people sent, by the same rules as the notices: one bad letter stops no other."""
    sent = CareTask.objects.filter(status=CareTask.Status.SENT).select_related("customer__owner")
    return send_waiting(MAIL_QUEUE, sent, _letter_of, lambda care: f"{care} <{care.sent_to}>")


def _letter_of(care: CareTask, connection: Any) -> Any:
    owner = care.customer.owner
    reply_to = [owner.email] if owner and owner.email else []
    return letter(care.subject, care.greeting, [care.sent_to], reply_to=reply_to, connection=connection)


def mail_again(care: CareTask) -> None:
    """A letter that was given up goes out with the next ones."""
    if care is not None:  # without one it was the server, which is asked every few minutes
        CareTask.objects.filter(pk=care.pk).update(mail_attempts=0)


@transaction.atomic
def save_festival(user: User, festival: Festival, **fields: Any) -> Festival:
    """Enter or change a festival; what was drafted already stays as it is."""
    require(can_edit_festivals(user))
    before = audit.field_values(festival) if festival.pk else {}
    for name, value in fields.items():
        setattr(festival, name, value)
    festival.save()
    action = gettext_noop("Edited") if before else gettext_noop("Created")
    audit.record(
        festival, user, action, changes=audit.differences(before, audit.field_values(festival)) if before else None
    )
    return festival
