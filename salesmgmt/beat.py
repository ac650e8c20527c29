"""Celery's clock alone: it sends tasks by their names, and needs neither them nor the apps (a third of the memory)."""

import os

from celery import Celery

app = Celery("salesmgmt", fixups=[])
app.config_from_object(os.environ.get("DJANGO_SETTINGS_MODULE", "salesmgmt.settings"), namespace="CELERY")
