"""Who may do what with sample and service part requests."""

from salesmgmt.core.permissions import may


def can_request_sample(user, customer):
    return may(user, "sample_request", "C", owner=customer.owner)


def can_edit_sample(user, request):
    return request.is_editable and can_submit_sample(user, request)


def can_submit_sample(user, request):
    return may(user, "sample_request", "U", owner=request.customer.owner)


def can_close_sample(user, request):
    """Whoever asked for it writes down what the customer said."""
    return can_submit_sample(user, request)
