"""Visits for the tests: planned, agreed, held."""

import datetime as dt

from django.utils import timezone

from customers.visit import planning as visits
from salesmgmt.core.calendar import at, iso_week, today, week_bounds

REPORT = {"needs": "要更轻的前桥", "feedback": "价格可以接受", "next_step": "寄送样件", "topics": "新款前桥"}
TEN = dt.time(10)
# The week before this one, and the moment its visits are counted.
MONDAY = week_bounds(today() - dt.timedelta(days=7))[0]
WEEK = iso_week(MONDAY)
NEXT_MONDAY = at(MONDAY + dt.timedelta(days=7), dt.time(6, 20))


def report(**fields):
    return {**REPORT, "next_on": today() + dt.timedelta(days=7), **fields}


def plan(person, customer, **fields):
    return visits.plan_visit(person, **{"customer": customer, "day": today(), "purpose": "介绍新产品", **fields})


def appointed(person, customer, **fields):
    return plan(person, customer, contact=customer.contacts.first(), time=TEN, **fields)


def done(person, customer, moment=None):
    return visits.log_visit(person, customer=customer, visited_at=moment or timezone.now(), purpose="回访")


def on(number):
    """A moment of the past week: 0 is Monday."""
    return at(MONDAY + dt.timedelta(days=number), TEN)
