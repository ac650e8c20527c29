"""What a quote must contain, and whether its special prices are covered. Pure; the callers fetch."""

from django.utils.translation import gettext as _

from pricing.discount.models import SpecialDiscount


def problems_of(quote, lines):
    """What is missing before the quote may be submitted, in words (QUO-02, 002-2 §11.4).

    A quotation contains product, price, service content, payment terms and what the inquiry asked: specification and
    lead time.
    """
    problems = []
    for value, name in (
        (quote.payment_terms, _("payment terms")),
        (quote.service_content, _("service content")),
        (quote.lead_time, _("lead time")),
    ):
        if not (value or "").strip():
            problems.append(_("The %(what)s is missing.") % {"what": name})
    if not lines:
        problems.append(_("The quote has no line."))
    for line in lines:
        if line.price is None:
            problems.append(
                _("Line %(no)s (%(product)s) has no price.") % {"no": line.position, "product": line.product.name}
            )
    return problems


def stale_lines(lines, found):
    """``[(line, Found)]``: lines whose price stands otherwise today than when they were saved. ``found`` is
    ``{line pk: Found}`` of today (PRC-09: what is quoted from the effective date on is quoted at the new price)."""
    return [
        (line, found[line.pk])
        for line in lines
        if (line.list_price, line.rule_price) != (found[line.pk].list_price, rule_price_of(found[line.pk]))
    ]


def rule_price_of(found):
    """What is kept on the line beside the list price: the price of the rule that applied, or None."""
    return found.price if found.source == "rule" else None


def covers(grant, line):
    """Does an approved request line cover this quote line: same product, not below the price, not for less quantity."""
    return (
        grant.product_id == line.product_id
        and line.price is not None
        and line.price >= grant.requested_price
        and line.quantity >= grant.quantity
    )


def uncovered(lines, grants):
    """The special lines that no approved special discount covers (QUO-05)."""
    return [line for line in lines if line.is_special and not any(covers(grant, line) for grant in grants)]


def undercut(lines, grants):
    """The grants that some line of the quote goes below: a quote version below the approved price makes it void."""
    return [
        grant
        for grant in grants
        if any(
            line.product_id == grant.product_id and line.price is not None and line.price < grant.requested_price
            for line in lines
        )
    ]


def why_not_approvable(lines, discounts):
    """ "" where the special lines are all covered; the reason otherwise: a special discount is open, refused or missing
    (QUO-03, QUO-05). ``discounts`` are the requests of all versions, their lines prefetched."""
    granted = [each for each in discounts if each.status == SpecialDiscount.Status.APPROVED]
    missing = uncovered(lines, [line for each in granted for line in each.lines.all()])
    if not missing:
        return ""
    names = "、".join(dict.fromkeys(line.product.name for line in missing))
    pending = next((each for each in discounts if each.status in SpecialDiscount.OPEN), None)
    if pending is not None:
        return _("The special discount %(number)s for %(products)s is still “%(status)s”.") % {
            "number": pending.number,
            "products": names,
            "status": pending.get_status_display(),
        }
    return _("The special price of %(products)s needs an approved special discount.") % {"products": names}
