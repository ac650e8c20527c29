"""Servers and workers that go away in the middle of the work: nothing is lost, nothing is half done, pages go on."""

import os
import re
import subprocess
import sys
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import openpyxl
import psutil
import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from customers.customer.models import Customer
from customers.tests.factories import CustomerFactory
from salesmgmt.core.domain import exports, jobs, mailing
from salesmgmt.core.domain.queueing import enqueue
from salesmgmt.core.models import ExportJob, ExportLog, Notice
from salesmgmt.core.tests.factories import company
from salesmgmt.launch.processes import wait_until, with_parent
from salesmgmt.launch.servers import Postgres, Redis
from salesmgmt.tests.prepared import copy_tables
from salesmgmt.tests.program import PARTS, Program, markers, write_marker

ROOT = Path(__file__).resolve().parent.parent.parent
MANY = 10_000  # twice what is written at once: an export of seconds in the worker
PORT = 8690


def asked_again(job):
    job.refresh_from_db()
    return job.status


@pytest.fixture
def many_customers(transactional_db):
    people = company()
    copy_customer(CustomerFactory(number="CUS-0", owner=people.rep1), MANY - 1)
    return people


def copy_customer(customer, times):
    """The same row again under other numbers and names: written by the database itself in a second or two."""
    columns = [field.column for field in Customer._meta.concrete_fields if field.name not in ("id", "number", "name")]
    same = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO customers_customer (number, name, {same}) "
            f"SELECT 'CUS-' || n, '第' || n || '客户', {same} FROM customers_customer, generate_series(1, %s) n "
            "WHERE id = %s",
            [times, customer.pk],
        )


def an_export_cut_short(live_worker, user):
    """A large export whose worker was killed after it had begun."""
    job = exports.start(user, "customer")
    assert job.status == ExportJob.Status.QUEUED
    assert wait_until(lambda: asked_again(job) == ExportJob.Status.RUNNING, 30, pause=0.01)
    live_worker.kill()
    assert asked_again(job) == ExportJob.Status.RUNNING
    return job


def three_minutes_pass(job):
    ExportJob.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - jobs.STALE_AFTER * 2)


@pytest.mark.faults
def test_an_export_whose_worker_is_killed_is_taken_up_and_written_once(many_customers, live_worker):
    job = an_export_cut_short(live_worker, many_customers.director)
    three_minutes_pass(job)
    live_worker.restart()
    enqueue("salesmgmt.core.tasks.take_up_jobs")  # beat does this every minute
    assert wait_until(lambda: asked_again(job) == ExportJob.Status.DONE, 60), job.error
    sheet = openpyxl.load_workbook(exports.file_of(job), read_only=True).active
    numbers = {row[0] for row in sheet.iter_rows(values_only=True) if str(row[0]).startswith("CUS-")}
    numbers |= {row[1] for row in sheet.iter_rows(values_only=True) if str(row[1]).startswith("CUS-")}
    assert len(numbers) == MANY
    assert list(ExportLog.objects.values_list("user__username", "rows")) == [("director", MANY)]


@pytest.mark.faults
def test_an_export_that_kills_its_worker_again_and_again_is_reported_as_failed(many_customers, live_worker):
    job = an_export_cut_short(live_worker, many_customers.director)
    ExportJob.objects.filter(pk=job.pk).update(attempts=jobs.MAX_ATTEMPTS)
    three_minutes_pass(job)
    live_worker.restart()
    enqueue("salesmgmt.core.tasks.take_up_jobs")
    assert wait_until(lambda: asked_again(job) == ExportJob.Status.FAILED, 30)
    assert job.error
    assert ExportLog.objects.count() == 0


@pytest.mark.faults
def test_without_redis_pages_work_and_what_was_to_be_sent_is_sent_later(
    transactional_db, live_worker, client, tmp_path
):
    people = company()
    own = Redis(tmp_path, fast=True)
    address = f"redis+socket://{own.socket}?virtual_host=0"
    live_worker.point_at(address)  # nobody listens there yet
    client.force_login(people.manager)
    assert client.get("/").status_code == 200
    customer = CustomerFactory(owner=people.rep1)
    client.force_login(people.director)
    answer = client.post(f"/customers/{customer.pk}/do/reassign/", {"owner": people.rep2.pk, "comment": "调岗"})
    assert answer.status_code == 302
    customer.refresh_from_db()
    assert customer.owner == people.rep2
    waiting = Notice.objects.filter(mailed_at__isnull=True)
    assert waiting.exists()
    assert mail.outbox == []
    with own:
        live_worker.point_at(address)
        assert enqueue("salesmgmt.core.tasks.send_pending_mail")  # the queue is back
    mailing.send_pending_mail()
    assert not waiting.exists()
    assert people.rep2.email in {address for message in mail.outbox for address in message.to}


@pytest.mark.faults
def test_a_large_export_asked_for_without_redis_is_written_when_it_is_back(many_customers, live_worker, tmp_path):
    address = live_worker.app.conf.broker_url
    live_worker.point_at(f"redis+socket://{tmp_path}/nobody.sock?virtual_host=0")
    job = exports.start(many_customers.director, "customer")
    assert job.status == ExportJob.Status.QUEUED
    live_worker.point_at(address)
    ExportJob.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - jobs.QUEUE_GRACE * 2)
    enqueue("salesmgmt.core.tasks.take_up_jobs")
    assert wait_until(lambda: asked_again(job) == ExportJob.Status.DONE, 60), job.error


class Visitor:
    """Somebody with a browser: cookies, a login, pages."""

    def __init__(self, address):
        self.address = address
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path):
        with self.opener.open(self.address + path, timeout=60) as answer:
            return answer.status, answer.url, answer.read().decode()

    def sign_in(self, username, password):
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get("/login/")[2])[1]
        form = {"username": username, "password": password, "csrfmiddlewaretoken": token}
        with self.opener.open(self.address + "/login/", urllib.parse.urlencode(form).encode(), timeout=60) as answer:
            return answer.status, answer.url


@pytest.fixture
def own_web_server(tmp_path, django_db_setup):
    """gunicorn on a PostgreSQL that the test may restart; (visitor, server)."""
    with Postgres(tmp_path, fast=True) as server:
        copy_tables(server)
        env = {**os.environ, "DATABASE_URL": server.url, "DEPLOYMENT": "demo", "PORT": str(PORT)}
        env |= {"WEB_CONCURRENCY": "1", "DJANGO_SETTINGS_MODULE": "salesmgmt.tests.settings"}
        env |= {"DJANGO_SUPERUSER_PASSWORD": "a-Password-of-a-test"}
        create = ["createsuperuser", "--noinput", "--username=gm", "--email=g@example.com", "-v0"]
        subprocess.run([sys.executable, "manage.py", *create], cwd=ROOT, env=env, check=True)
        gunicorn = [sys.executable, "-m", "gunicorn", "--config", "python:salesmgmt.launch.web", "salesmgmt.wsgi"]
        web = subprocess.Popen(with_parent(gunicorn), cwd=ROOT, env=env)
        visitor = Visitor(f"http://127.0.0.1:{PORT}")
        try:
            assert wait_until(lambda: web.poll() is not None or answers(visitor), 60, pause=0.2)
            yield visitor, server
        finally:
            web.terminate()
            web.wait(30)


def answers(visitor):
    try:
        return visitor.get("/login/")[0] == 200
    except OSError:
        return False


@pytest.mark.faults
def test_after_a_restart_of_postgresql_the_next_request_works_and_the_session_is_kept(own_web_server):
    visitor, server = own_web_server
    assert visitor.sign_in("gm", "a-Password-of-a-test") == (200, f"{visitor.address}/")
    for end in (server.stop, lambda: server.process.kill()):
        end()
        server.process.wait(30)
        server.start()
        assert visitor.get("/")[:2] == (200, f"{visitor.address}/")


@pytest.fixture
def program(tmp_path, transactional_db):
    """make run on data of its own."""
    program = Program(tmp_path)
    with Postgres(program.folder, fast=True) as server:
        copy_tables(server)
    yield program.start()
    program.stop()


@pytest.mark.faults
def test_whatever_of_make_run_dies_is_started_again_and_said_and_nothing_is_lost(program):
    written = []
    for part, words in PARTS.items():
        written.append(part)
        write_marker(program, part)
        before, victim = program.said().count(f"{part} runs again."), program.find(*words)[0]
        victim.kill()
        assert wait_until(lambda: program.said().count(f"{part} runs again.") > before, 60), program.said()  # noqa: B023
        # Who cannot do without a server has perhaps died with it before, and is given more time now.
        assert re.search(rf"{part} has ended \(status -9\); starting it again in \d+ seconds\.", program.said())
        assert victim not in program.find(*words)
        assert wait_until(program.answers, 60, pause=0.5), part
    assert program.process.poll() is None
    everybody = program.everybody()
    program.stop()
    assert psutil.wait_procs(everybody, timeout=5)[1] == []
    assert markers(program) == (written, written)


@pytest.mark.faults
def test_a_server_that_dies_again_and_again_is_given_more_time_each_time(program):
    for seconds in (1, 2, 4):
        said = program.said().count("redis runs again.")
        program.find(*PARTS["redis"])[0].kill()
        assert wait_until(lambda: program.said().count("redis runs again.") > said, 30), program.said()  # noqa: B023
        assert f"redis has ended (status -9); starting it again in {seconds} seconds." in program.said()
    assert program.answers()
