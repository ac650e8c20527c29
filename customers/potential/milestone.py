"""The milestones of a potential customer, and how many a rep has reached in a year (LEAD-08, 004 §5.5.3)."""

import datetime as dt
from collections import Counter

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.lead.models import Lead
from customers.lead.permissions import can_record_milestone
from customers.opportunity.models import Opportunity
from customers.potential.models import PotentialCustomer
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import attachments
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, lock, require

FIELDS = ("sample", "sample_state", "sample_confirmed_on", "intention", "intent_agreed_on")
OWNERS = {Lead: ("owner",), Opportunity: ("assigned_to",)}


def milestones_of(document):
    """What a converted lead hands to its opportunity."""
    return {name: getattr(document, name) for name in FIELDS}


def takes_milestones(document):
    """Somebody was spoken to, and the lead was not yet converted or dropped; an opportunity until it is decided."""
    if isinstance(document, Lead):
        return document.status in (Lead.Status.CONTACTED, Lead.Status.QUALIFIED)
    return document.status not in (Opportunity.Status.LOST,)


@transaction.atomic
def confirm_sample(model, pk, user, on, sample, sample_state, file):
    """The customer confirmed the state of a sample: date, sample, state and the paper (LEAD-08)."""
    document = _open(model, pk, user, on)
    attachments.add(document, file, user, kind=PotentialCustomer.SAMPLE_FILE)
    return change(document, user, gettext_noop("Sample confirmed"), sample=sample, sample_state=sample_state,
                  sample_confirmed_on=on)  # fmt: skip


@transaction.atomic
def agree_intent(model, pk, user, on, intention, file):
    """A preliminary letter of intent was reached: date, what is intended, and the letter (LEAD-08)."""
    document = _open(model, pk, user, on)
    attachments.add(document, file, user, kind=PotentialCustomer.INTENT_FILE)
    return change(document, user, gettext_noop("Letter of intent agreed"), intention=intention, intent_agreed_on=on)


def _open(model, pk, user, on):
    document = lock(model, pk, *OWNERS[model])
    require(can_record_milestone(user, document))
    if not takes_milestones(document):
        raise BusinessError(
            _("Nothing is recorded while this is “%(status)s”.") % {"status": document.get_status_display()}
        )
    if on > today():
        raise BusinessError(_("The date lies in the future."))
    return document


def potential_counts(year):
    """``{rep's pk: potential customers of that year}``: both milestones reached, the later one in the year. A lead that
    was converted counts with its opportunity, which carries its milestones on (LEAD-08)."""
    days = (dt.date(year, 1, 1), dt.date(year, 12, 31))
    found = Counter()
    rows = {"owner": Lead.objects.exclude(status=Lead.Status.CONVERTED), "assigned_to": Opportunity.objects.all()}
    for owner, documents in rows.items():
        reached = documents.filter(sample_confirmed_on__isnull=False, intent_agreed_on__isnull=False).order_by()
        reached = reached.annotate(on=Greatest("sample_confirmed_on", "intent_agreed_on"), rep=F(owner))
        found.update(reached.filter(on__range=days, rep__isnull=False).values_list("rep", flat=True))
    return dict(found)


def potential_count(rep, year):
    """How many potential customers a rep has dug in a year (LEAD-08); read by the yearly assessment (KPI-11)."""
    return potential_counts(year).get(rep.pk, 0)
