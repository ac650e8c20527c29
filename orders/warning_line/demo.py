"""The daily look of the demo company at its warning lines: once some days ago, once today."""

import datetime as dt

from django.utils import timezone

from orders.warning_line.standing import watch_warning_lines
from salesmgmt.core.demo_clock import at


def build(company):
    for days in (3, 0):
        moment = timezone.now() - dt.timedelta(days=days)
        with at(moment):
            watch_warning_lines(moment)
