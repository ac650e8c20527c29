"""The clock of a company that has an administrator and nobody else yet."""

import datetime as dt

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from salesmgmt.core.domain import periodic
from salesmgmt.core.models import Document, Notice, PeriodicRun, Task, Unit, User
from salesmgmt.core.permissions import Role
from salesmgmt.core.registry import periodic_jobs

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("days", [0, 7])
def test_no_job_of_the_clock_does_or_breaks_anything(days):
    unit = Unit.objects.create(name="Company", code="HQ", kind=Unit.Kind.COMPANY, path="/1/")
    User.objects.create(username="admin", name="Admin", roles=[Role.ADM], unit=unit)
    for job in periodic_jobs():
        periodic.run_job(job.key, timezone.now() + dt.timedelta(days=days))
    assert list(PeriodicRun.objects.exclude(error="").values_list("key", "error")) == []
    assert list(PeriodicRun.objects.exclude(made=0).values_list("key", "made")) == []
    assert PeriodicRun.objects.count() == len(periodic_jobs())
    assert (Notice.objects.count(), Task.objects.count()) == (0, 0)
    kinds = [kind.model_class() for kind in ContentType.objects.all()]
    documents = [model for model in kinds if model and issubclass(model, Document)]
    assert [model.__name__ for model in documents if model.objects.exists()] == []
