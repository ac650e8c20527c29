"""Every task goes to a queue that somebody consumes (docs/operations.md, worker queues apart)."""

import pytest

from salesmgmt.celery import app
from salesmgmt.launch.supervisor import procfile
from salesmgmt.tests.test_faults import ROOT

TASKS = "salesmgmt.core.tasks"


def our_tasks():
    app.loader.import_default_modules()
    return sorted(name for name in app.tasks if not name.startswith("celery."))


def queue_of(task):
    return app.amqp.router.route({}, task)["queue"].name


def consumed(command):
    """The queues that a command line of Celery's worker names, else all there are."""
    named = [command[place + 1] for place, word in enumerate(command) if word in ("--queues", "-Q")]
    return set(named[0].split(",")) if named else set(app.amqp.queues)


def test_every_task_goes_to_a_queue_that_the_workers_of_the_procfile_consume():
    workers = [command for command in procfile(ROOT / "Procfile").values() if "worker" in command]
    taken = set().union(*map(consumed, workers))
    assert [task for task in our_tasks() if queue_of(task) not in taken] == []


@pytest.mark.parametrize(
    ("task", "queue"),
    [
        ("run_export", "files"),
        ("run_import", "files"),
        ("files_alive", "files"),
        ("send_pending_mail", "clock"),
        ("take_up_jobs", "clock"),
        ("send_due_jobs", "clock"),
        ("run_periodic", "clock"),
        ("one_that_nobody_thought_of", "clock"),
    ],
)
def test_what_writes_large_files_holds_up_neither_mail_nor_clock(task, queue):
    assert queue_of(f"{TASKS}.{task}") == queue


def test_a_queue_gets_only_what_was_sent_to_it():
    """Queues that share a routing key would share their tasks, whatever their names."""
    assert {queue.routing_key for queue in app.amqp.queues.values()} == set(app.amqp.queues) == {"clock", "files"}


def test_the_operations_page_starts_a_worker_for_each_queue():
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    assert {words.split()[0] for words in page.split("--queues ")[1:]} == set(app.amqp.queues)
