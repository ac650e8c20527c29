"""Core's Celery tasks: each fetches by primary key or by condition and calls one domain function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from celery import shared_task

from salesmgmt.core.domain import exports, imports, jobs, mailing, periodic, sign_in_links, watch, workbooks
from salesmgmt.core.domain.queueing import enqueue
from salesmgmt.core.models import ExportJob, ImportJob, Workbook
from salesmgmt.core.output import pdf
from salesmgmt.core.output.letters import letter

if TYPE_CHECKING:
    from typing import Any


@shared_task(name="salesmgmt.core.tasks.send_pending_mail")
def send_pending_mail() -> None:
    mailing.send_all_mail()
    if not mailing.server_rests():
        sign_in_links.send_waiting_links()


@shared_task(name="salesmgmt.core.tasks.mail_error")
def mail_error(people: Any, subject: Any, message: Any) -> None:
    """An error that could not be written down, for the database itself failed."""
    letter(subject, message, people).send()


@shared_task(name="salesmgmt.core.tasks.print_papers")
def print_papers() -> None:
    pdf.print_waiting()


@shared_task(name="salesmgmt.core.tasks.run_export")
def run_export(pk: int) -> None:
    exports.run(pk)


@shared_task(name="salesmgmt.core.tasks.run_import")
def run_import(pk: int) -> None:
    imports.run(pk)


@shared_task(name="salesmgmt.core.tasks.run_workbook")
def run_workbook(pk: int) -> None:
    workbooks.run(pk)


@shared_task(name="salesmgmt.core.tasks.take_up_jobs")
def take_up_jobs() -> None:
    """What was queued while Redis was down, and what lost its worker."""
    jobs.take_up(ExportJob)
    jobs.take_up(ImportJob)
    jobs.take_up(Workbook)
    enqueue("salesmgmt.core.tasks.print_papers")


@shared_task(name="salesmgmt.core.tasks.send_due_jobs")
def send_due_jobs() -> None:
    periodic.send_due()
    watch.beat_of_the_clock()


@shared_task(name="salesmgmt.core.tasks.files_alive")
def files_alive() -> None:
    watch.note(watch.FILES)


@shared_task(name="salesmgmt.core.tasks.run_periodic")
def run_periodic(key: Any) -> None:
    periodic.run_job(key)
