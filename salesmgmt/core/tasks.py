"""Core's Celery tasks: each fetches by primary key or by condition and calls one domain function."""

from celery import shared_task

from salesmgmt.core.domain import mailing
from salesmgmt.core.domain.approvals import overdue


@shared_task(name="salesmgmt.core.tasks.send_pending_mail")
def send_pending_mail():
    mailing.send_pending_mail()


@shared_task(name="salesmgmt.core.tasks.remind_overdue_approvals")
def remind_overdue_approvals():
    overdue.remind_overdue()
