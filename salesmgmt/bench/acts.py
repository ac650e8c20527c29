"""What people do: a quote of 30 lines opened, saved, submitted, decided; fifty people deciding at once."""

import datetime as dt
import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from customers.customer.models import Customer
from pricing.product.models import Product
from pricing.quote.models import Quote
from salesmgmt.bench.floor import Floor
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.models import ApprovalStep, AuditEntry, User
from salesmgmt.core.permissions import Role

FORM_LINES = 30
PLAIN = "the same in a plain admin form"
STEPS = 1000


def quote_of_thirty(rep, boss, user):
    """One quote from the form to the decision, by the visitors ``rep`` (of ``user``) and ``boss``; ``[(act, Answer)]``.

    Beside it the same rows are saved in a bare form of Django's admin.
    """
    plain = rep.post(Floor.FORM, quote_form(user))
    opened = rep.get(reverse("quote-create"))
    saved = rep.post(reverse("quote-create"), quote_form(user))
    quote = Quote.objects.filter(created_by=user).order_by("-pk").first()
    submitted = rep.post(reverse("quote-do", args=[quote.pk, "submit"]), {"comment": ""})
    step = approvals.open_steps_of(quote).first()
    boss.get(quote.get_absolute_url())
    decided = boss.post(reverse("step-do", args=[step.pk, "approve"]), {"comment": "同意"})
    quote.refresh_from_db()
    if quote.status != Quote.Status.APPROVED or quote.lines.count() != FORM_LINES:
        raise RuntimeError(f"the quote is {quote.status}: {[answer.status for answer in (saved, submitted, decided)]}")
    if plain.text != str(FORM_LINES):
        raise RuntimeError(f"the plain form saved no quote: {plain.status} {plain.text[:200]}")
    return [
        ("open the form", opened),
        ("save 30 lines", saved),
        (PLAIN, plain),
        ("submit", submitted),
        ("decide", decided),
    ]


def quote_form(user):
    """What a browser sends of a new quote with thirty lines."""
    customer = Customer.objects.filter(owner=user).order_by("pk").first()
    data = {
        "customer": customer.pk,
        "title": "30 lines",
        "payment_terms": "月结30天",
        "service_content": "送货到厂",
        "lead_time": "15 天",
        "delivery_place": "客户仓库",
        "contact": customer.contacts.first().pk,
        "valid_until": (today() + dt.timedelta(days=30)).isoformat(),
        "lines-TOTAL_FORMS": FORM_LINES,
        "lines-INITIAL_FORMS": 0,
        "lines-MIN_NUM_FORMS": 1,
        "lines-MAX_NUM_FORMS": 500,
    }
    for place, product in enumerate(Product.objects.filter(price_items__isnull=False).order_by("pk")[:FORM_LINES]):
        price = product.price_items.get().price
        data |= {f"lines-{place}-product": product.pk, f"lines-{place}-quantity": 10, f"lines-{place}-price": price}
    return data


def contention(visitor_of):
    """Fifty people decide a thousand steps, each in two windows at once; ``(seconds, decided, refused)``.

    ``visitor_of(user)`` opens a window. Raises where a decision is lost or a step is decided twice.
    """
    waiting = ApprovalStep.objects.filter(status="pending", assignee__in=User.objects.with_role(Role.SUP))
    steps = list(waiting.order_by("pk").values_list("pk", "assignee")[:STEPS])
    people = User.objects.in_bulk({person for _step, person in steps})
    windows = []
    for number, person in enumerate(people.values()):
        for window in range(2):
            mine = [pk for pk, assignee in steps if assignee == person.pk]
            random.Random(number * 2 + window).shuffle(mine)
            windows.append((visitor_of(person), mine))

    def work(window):
        visitor, mine = window
        visitor.get(reverse("inbox"))
        return [visitor.post(reverse("step-do", args=[pk, "approve"]), {"comment": "同意"}).status for pk in mine]

    with ThreadPoolExecutor(len(windows)) as pool:
        start = time.perf_counter()
        answers = Counter(status for found in pool.map(work, windows) for status in found)
        seconds = time.perf_counter() - start
    pks = [pk for pk, _person in steps]
    approved = ApprovalStep.objects.filter(pk__in=pks, status="approved").count()
    recorded = AuditEntry.objects.filter(
        action="Agreed",
        content_type=ContentType.objects.get_for_model(Quote),
        object_id__in=ApprovalStep.objects.filter(pk__in=pks).values("round__object_id"),
    ).count()
    if not len(steps) == approved == recorded:
        raise RuntimeError(f"{len(steps)} steps, {approved} approved, {recorded} decisions recorded: {answers}")
    return seconds, len(steps), dict(answers)
