"""Stopping what was planned for an order that is cancelled."""


def stop_open_plans(order, user, reason):
    """Cancel the order's open plan releases and the deliveries that have not left (ORD-09)."""
