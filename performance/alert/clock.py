"""The daily look of the early warning (RSK-03)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from customers.customer.models import Customer
from performance.alert.finding import CAUSES, Look
from performance.alert.handling import TASK, load_first_rules
from performance.alert.models import Alert, AlertRule
from performance.alert.rules import judge
from performance.alert.states import RUNNING, AlertStatus
from salesmgmt.core import audit
from salesmgmt.core.calendar import day_of
from salesmgmt.core.domain.approvals.address import everybody, manager_above
from salesmgmt.core.domain.faults import one_by_one
from salesmgmt.core.domain.notices import Message, notify_many
from salesmgmt.core.domain.numbering import next_numbers
from salesmgmt.core.domain.todo import cancel_tasks, open_tasks

if TYPE_CHECKING:
    import datetime as dt

    from performance.alert.rules import Finding

BATCH = 1000
FIGURES = ["figures", "seen_on", "subject"]


def watch_risks(at: dt.datetime) -> int:
    """Every rule looks at all its objects: what is new opens an alert, what has gone ends it (RSK-03).

    A second run opens nothing. The queries of a rule are as many for one object as for thousands; a rule that fails
    stops no other. Returns how many alerts were opened.
    """
    load_first_rules()
    look = Look(day_of(at))

    def watch(rule: AlertRule) -> int:
        return _watch(rule, look)

    return one_by_one("alert", list(AlertRule.objects.order_by("pk")), watch)


@transaction.atomic
def _watch(rule: AlertRule, look: Look) -> int:
    cause = CAUSES[rule.cause]
    found = list(cause.find(look, rule)) if rule.is_active else []
    content_type = ContentType.objects.get_for_model(cause.model)
    # The rows of one rule are locked in the order of their pk: two runs follow one another.
    holding = rule.alerts.holding().filter(content_type=content_type).select_for_update().order_by("pk")
    by_object = {alert.object_id: alert for alert in holding}
    judgement = judge(found, set(by_object))
    findings = {each.object_id: each for each in found}
    _keep([by_object[pk] for pk in judgement.kept], findings, look.day)
    worse = cause.worse(look) if rule.is_active else set()
    gone = [by_object[pk] for pk in judgement.gone]
    _end([alert for alert in gone if alert.object_id in worse], cause.ended, look.day)
    words = gettext_noop("The cause has gone.") if rule.is_active else gettext_noop("The rule was switched off.")
    _end([alert for alert in gone if alert.object_id not in worse], words, look.day)
    return len(_open(judgement.new, rule, content_type, look.day))


def _keep(alerts: list[Alert], findings: dict[int, Finding], day: dt.date) -> None:
    """The figures of today, where somebody still reads them."""
    running = [alert for alert in alerts if alert.status in RUNNING]
    for alert in running:
        alert.figures, alert.seen_on = findings[alert.object_id].figures, day
        alert.subject = findings[alert.object_id].subject[:200]
    if running:
        Alert.objects.bulk_update(running, FIGURES, batch_size=BATCH)


def _end(alerts: list[Alert], words: str, day: dt.date) -> None:
    """The cause has gone, or a worse one has come: what is open closes by itself with these words, what was closed with
    a reason may be opened again some day."""
    if not alerts:
        return
    rows = Alert.objects.filter(pk__in=[alert.pk for alert in alerts])
    running = [alert for alert in alerts if alert.status in RUNNING]
    rows.filter(status=AlertStatus.CLOSED).update(cleared_on=day)
    rows.filter(status__in=RUNNING).update(status=AlertStatus.CLOSED, outcome=words, closed_on=day, cleared_on=day)
    audit.record_many(running, None, gettext_noop("Closed by itself"), comment=words)
    cancel_tasks(running, [TASK])


def _open(new: list[Finding], rule: AlertRule, content_type: ContentType, day: dt.date) -> list[Alert]:
    if not new:
        return []
    numbers = next_numbers(Alert.KIND, len(new), day)
    rows = [
        Alert(
            number=number,
            rule=rule,
            content_type=content_type,
            object_id=each.object_id,
            customer_id=each.customer_id,
            subject=each.subject[:200],
            figures=each.figures,
            opened_on=day,
            seen_on=day,
        )
        for number, each in zip(numbers, new, strict=True)
    ]
    made = Alert.objects.bulk_create(rows, batch_size=BATCH)
    audit.record_many(made, None, gettext_noop("Alert opened"))
    _tell(made, rule, day)
    return made


def _tell(alerts: list[Alert], rule: AlertRule, day: dt.date) -> None:
    """A to-do of whoever is responsible for each, and one notice for him and one for the manager above him."""
    people = everybody()
    in_charge = Customer.objects.filter(pk__in={alert.customer_id for alert in alerts}).values_list("pk", "owner")
    owners = {pk: people.get(owner) for pk, owner in in_charge}
    open_tasks(
        TASK,
        [(alert, owners[alert.customer_id], f"{rule}：{alert.subject}") for alert in alerts],
        key="",
        due_on=day,
    )
    counts: Counter = Counter()
    for alert in alerts:
        owner = owners[alert.customer_id]
        counts.update({person for person in (owner, manager_above(owner)) if person is not None})
    notify_many(
        Message(
            [person],
            lambda number=number: (
                ngettext("%(n)d new alert: %(rule)s", "%(n)d new alerts: %(rule)s", number)
                % {"n": number, "rule": str(rule)}
            ),
            url=f"{reverse('alert-list')}?rule={rule.pk}",
            body=lambda: _("Take each on and say what you do about it."),
            key=f"alert-{rule.pk}-{day}",
        )
        for person, number in counts.items()
    )
