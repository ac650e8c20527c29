"""Pricing's Celery tasks: each calls one domain function."""

from celery import shared_task

from pricing.domain import daily


@shared_task(name="pricing.tasks.daily")
def run_daily():
    daily.run_daily()
