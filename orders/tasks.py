"""The app's Celery tasks: each calls one domain function."""

from celery import shared_task

from orders.domain import fulfilment_clocks, invoice_overdue


@shared_task(name="orders.tasks.plan_backfill")
def plan_backfill():
    """J02."""
    fulfilment_clocks.alert_missing_forms()


@shared_task(name="orders.tasks.delivery_formalities")
def delivery_formalities():
    """J03."""
    fulfilment_clocks.alert_missing_formalities()


@shared_task(name="orders.tasks.receivable_overdue")
def receivable_overdue():
    """J06."""
    invoice_overdue.mark_overdue()
