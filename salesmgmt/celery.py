"""The Celery application; tasks live in each app's tasks.py."""

import gc
import os

from celery import Celery
from celery.signals import worker_init, worker_process_init

from salesmgmt.launch.processes import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salesmgmt.settings")

app = Celery("salesmgmt")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect(weak=False)
def load_before_the_fork(**kwargs):
    """What every process of the pool would load by itself is loaded once, and shared, as the workers of the web do it."""
    from django.urls import get_resolver  # noqa: PLC0415 (the apps are not ready before)

    assert get_resolver().url_patterns
    gc.collect()
    gc.freeze()


@worker_process_init.connect(weak=False)
def end_with_the_worker(**kwargs):
    """Pool processes outlive a worker that is killed, and would hold its task."""
    die_with_parent()
