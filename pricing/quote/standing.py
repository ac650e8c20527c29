"""May this customer be quoted to, and what stands in the way of a quote: the questions asked of the database."""

from django.utils.translation import gettext as _

from customers.evaluation.standing import why_no_business
from pricing.discount.models import SpecialDiscount
from pricing.price_list.prices import PriceBook
from pricing.quote.checks import problems_of, stale_lines, why_not_approvable
from salesmgmt.core.calendar import today
from salesmgmt.core.exceptions import BusinessError


def refuse_without_evaluation(customer):
    """No quote for a new customer without approved evaluation, none for class E (QUO-08, RAT-04, 004 §2.3~2.4).

    Raises BusinessError with the link to the evaluation report, or to the customer where there is none.
    """
    reason = why_no_business(customer)
    if reason:
        raise BusinessError(reason, link=evaluation_address(customer))


def evaluation_address(customer):
    report = customer.evaluations.order_by("-pk").first()
    return (report or customer).get_absolute_url()


def lines_of(quote):
    return list(quote.lines.select_related("product"))


def discounts_of(quote):
    """The special discount requests of all versions of this offer, newest first."""
    return list(
        SpecialDiscount.objects.filter(quote__family=quote.family).prefetch_related("lines__product").order_by("-pk")
    )


def why_not_approved(quote):
    """The reason why the manager cannot approve yet, "" where he can (QUO-05)."""
    return why_not_approvable(lines_of(quote), discounts_of(quote))


def refuse_incomplete(quote, day=None):
    """BusinessError that names everything that keeps the quote from being submitted (QUO-02, PRC-09)."""
    day = day or today()
    lines = lines_of(quote)
    problems = problems_of(quote, lines)
    if quote.valid_until < day:
        problems.append(_("The quote is valid until a day that has passed."))
    book = PriceBook(quote.customer, day, [line.product for line in lines])
    found = {line.pk: book.find(line.product, line.quantity) for line in lines}
    for line, _now in stale_lines(lines, found):
        problems.append(
            _("The price rules for line %(no)s (%(product)s) have changed since it was saved: open and save the quote.")
            % {"no": line.position, "product": line.product.name}
        )
    if problems:
        raise BusinessError(" ".join(problems))


def latest_of(quote):
    """The newest version of the same offer."""
    return type(quote).objects.filter(family=quote.family).order_by("-version").first()
