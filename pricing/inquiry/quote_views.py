"""What the page of a quote shows of the inquiry it answers: its clock, until it is sent."""

from pricing.inquiry.answering import quote_family


def inquiry_of(quote, user):
    """The inquiry behind the offer, as a card on its page; None without one."""
    found = quote_family(quote).visible_to(user).select_related("customer").first()
    return None if found is None else {"inquiry": found}
