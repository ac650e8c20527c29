"""Reports come from a streaming replica, writes and decisions from the first server (docs/adr/reports-from-a-replica.md)."""

from contextlib import contextmanager

import openpyxl
import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connections, transaction
from django.db.models import BooleanField, Func
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from customers.customer.models import Customer
from customers.tests.factories import CustomerFactory, load_first_rows
from orders.tests.factories_money import posted_invoice
from salesmgmt.core import replica
from salesmgmt.core.domain import exports
from salesmgmt.core.models import ExportJob, ExportLog, User
from salesmgmt.core.replica import REPLICA, ReplicaRouter, from_replica
from salesmgmt.core.state import lock
from salesmgmt.core.tests.factories import company
from salesmgmt.launch.servers import Postgres
from salesmgmt.tests.prepared import copy_tables
from salesmgmt.tests.test_settings import SECRET, ask_settings

ROUTER = "salesmgmt.core.replica.ReplicaRouter"
EXPRESSION = "sorted(s.DATABASES), getattr(s, 'DATABASE_ROUTERS', []), s.DATABASES.get('replica', {}).get('HOST')"


@pytest.mark.parametrize(
    ("env", "found"),
    [
        ({}, "(['default'], [], None)"),
        ({"REPLICA_DATABASE_URL": ""}, "(['default'], [], None)"),
        ({"REPLICA_DATABASE_URL": "postgres://db2/sales"}, f"(['default', 'replica'], ['{ROUTER}'], 'db2')"),
    ],
)
def test_the_replica_is_used_only_where_one_is_given(env, found):
    assert ask_settings(EXPRESSION, SECRET_KEY=SECRET, **env).stdout.strip() == found


def test_an_option_in_the_address_of_the_replica_wins():
    env = {"SECRET_KEY": SECRET, "REPLICA_DATABASE_URL": "postgres://db2/sales?connect_timeout=9"}
    asked = ask_settings("[s.DATABASES['replica']['OPTIONS'][n] for n in ('connect_timeout', 'options')]", **env)
    assert asked.stdout.strip() == "[9, '-c jit=off -c pgtrigger.ignore={}']"


@pytest.mark.parametrize(
    ("report", "in_transaction", "read", "why"),
    [
        (False, False, "default", "no report: a decision may follow"),
        (False, True, "default", "no report, about to write"),
        (True, False, "replica", "a report"),
        (True, True, "default", "whoever has a transaction open sees his own writes"),
    ],
)
def test_where_a_row_is_read(report, in_transaction, read, why, monkeypatch):
    monkeypatch.setattr(connections["default"], "in_atomic_block", in_transaction)
    token = replica._reading.set(report)
    try:
        assert ReplicaRouter().db_for_read(User) == read, why
        assert ReplicaRouter().db_for_write(User) == "default"
    finally:
        replica._reading.reset(token)


def test_what_came_from_the_replica_is_read_again_and_written_on_the_first_server():
    person = User(pk=1)
    person._state.db = REPLICA
    assert ReplicaRouter().db_for_read(User, instance=person) == "default"
    assert ReplicaRouter().db_for_write(User, instance=person) == "default"
    assert ReplicaRouter().allow_relation(person, User(pk=2))


def test_tables_are_changed_on_the_first_server_alone():
    assert ReplicaRouter().allow_migrate("default", "core")
    assert not ReplicaRouter().allow_migrate(REPLICA, "core")


def test_without_a_replica_a_report_is_read_as_ever():
    calls = []
    assert from_replica(lambda: calls.append(replica._reading.get()) or "rows")() == "rows"
    assert calls == [False]


# -- two real servers --------------------------------------------------------------------------------------------------


class Standby(Postgres):
    """A copy of another server that follows it, made as docs/operations.md says."""

    def __init__(self, folder, first):
        super().__init__(folder, first.database, fast=True)
        self.first = first

    def fill(self, folder):
        copy = [self.bin / "pg_basebackup", f"--host={self.first.sockets}", "--username=postgres", "--checkpoint=fast"]
        return [*copy, "--write-recovery-conf", "--no-sync", f"--pgdata={folder}"]


@contextmanager
def connected(commits="on", **servers):
    """Django's connections of these names lead to these servers: ``connected(default=first, replica=second)``."""
    before = {alias: (connections[alias], connections.settings[alias]) for alias in servers if alias in connections}
    for alias, server in servers.items():
        connections.settings[alias] = {
            **connections.settings["default"],
            "HOST": str(server.sockets),
            "PORT": "",
            "NAME": server.database,
            "USER": "postgres",
            "PASSWORD": "",
            "OPTIONS": {"options": f"-c synchronous_commit={commits}"},
        }
        connections[alias] = connections.create_connection(alias)
    ContentType.objects.clear_cache()  # the keys of another database
    try:
        yield
    finally:
        for alias in servers:
            connections[alias].close()
            del connections[alias], connections.settings[alias]
        for alias, (connection, its_settings) in before.items():
            connections[alias], connections.settings[alias] = connection, its_settings
        ContentType.objects.clear_cache()


@pytest.fixture(scope="module")
def servers(tmp_path_factory, django_db_setup, django_db_blocker):
    """(first, second): the second follows the first; both have the tables, and the company stands in them."""
    with Postgres(tmp_path_factory.mktemp("first"), fast=True) as first:
        copy_tables(first)
        with Standby(tmp_path_factory.mktemp("second"), first) as second:
            with django_db_blocker.unblock(), connected(default=first):
                load_first_rows()
                company()
            yield first, second


@pytest.fixture
def routed(servers, settings, django_db_blocker):
    """The router is on, and the test may reach more than its test database."""
    settings.DATABASE_ROUTERS = [ROUTER]
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def second(servers, routed, settings):
    """The second server, as the program's replica; it is asked until it has what the first has."""
    settings.REPLICA_WAIT_SECONDS = 30
    with connected(default=servers[0], replica=servers[1]):
        yield servers[1]


@contextmanager
def queries():
    """{alias: [SQL]} of what the two servers were asked inside."""
    asked = {}
    with CaptureQueriesContext(connections["default"]) as first, CaptureQueriesContext(connections[REPLICA]) as other:
        yield asked
    for alias, found in (("default", first), (REPLICA, other)):
        asked[alias] = [query["sql"] for query in found]


def ask_both(asked, table):
    """(times the first server was asked for rows of the table, times the replica was)."""
    return tuple(sum(f'FROM "{table}"' in sql for sql in asked[alias]) for alias in ("default", REPLICA))


def stands_by():
    """Whether the server that answers is a replica."""
    answer = Func(function="pg_is_in_recovery", output_field=BooleanField())
    return User.objects.annotate(stands_by=answer).values_list("stands_by", flat=True)[0]


def person(name):
    return User.objects.get(username=name)


def owed_by_a_new_customer(name):
    customer = CustomerFactory(name=name, owner=person("rep1"))
    posted_invoice(customer, "5000.00")
    return customer


@pytest.mark.faults
@pytest.mark.django_db
class TestTwoServers:
    """Outside the transaction that a test with a database opens: it stays on the test database, which nobody asks."""

    def test_a_report_page_is_read_from_the_second_server_and_shows_what_was_written_just_before(self, second, client):
        client.force_login(person("finance"))
        owed_by_a_new_customer("重庆巴渝机械厂")
        with queries() as asked:
            page = client.get(reverse("receivable-report"))
        assert page.status_code == 200
        assert "重庆巴渝机械厂" in page.content.decode()
        first, other = ask_both(asked, "orders_account")
        assert first == 0
        assert other > 0

    @pytest.mark.parametrize(
        "name", ["receivable-ageing", "collection-month", "performance-collection", "lead-channels"]
    )
    def test_the_other_reports_are_answered_by_the_second_server_too(self, second, client, name):
        client.force_login(person("gm"))
        with queries() as asked:
            rows = {"HX-Request": "true", "HX-Target": "list"} if name == "collection-month" else {}
            assert client.get(reverse(name), headers=rows).status_code == 200
        assert len(asked[REPLICA]) > 1  # more than the question whether it has everything

    def test_outside_a_report_and_inside_a_transaction_the_first_server_is_read(self, second):
        assert from_replica(stands_by)()
        assert not stands_by()
        with transaction.atomic():
            assert not from_replica(stands_by)()

        @from_replica
        def with_a_transaction():
            with transaction.atomic():
                return stands_by()

        assert not with_a_transaction()

    def test_a_row_that_came_from_the_second_server_is_saved_and_locked_on_the_first(self, second):
        made = CustomerFactory(name="旧名", owner=person("rep1"))
        row = from_replica(Customer.objects.get)(pk=made.pk)
        assert row._state.db == REPLICA
        row.name = "新名"
        row.save(update_fields=["name"])
        assert Customer.objects.using("default").get(pk=made.pk).name == "新名"
        with transaction.atomic():
            assert lock(Customer, row.pk)._state.db == "default"
        with pytest.raises(DatabaseError):  # the replica itself refuses
            Customer.objects.using(REPLICA).filter(pk=made.pk).update(name="x")

    def test_an_export_has_what_was_written_before_it_was_ordered_and_is_logged_on_the_first_server(
        self, second, media
    ):
        owed_by_a_new_customer("成都锦江设备厂")
        with queries() as asked:
            job = exports.start(person("finance"), "receivable-report", "")
        assert job.status == ExportJob.Status.DONE, job.error
        sheet = openpyxl.load_workbook(exports.file_of(job)).worksheets[0]
        assert "成都锦江设备厂" in {cell.value for cell in sheet["A"]}
        assert any('"orders_account"' in sql for sql in asked[REPLICA])
        assert not any("core_exportjob" in sql for sql in asked[REPLICA])
        assert ExportLog.objects.filter(user=person("finance"), key="receivable-report").exists()

    def test_a_list_of_thousands_is_streamed_from_the_second_server(self, second, media):
        owner = person("rep2")
        Customer.objects.bulk_create(
            [Customer(number=f"CUS-MANY-{n}", name=f"第{n}客户", owner=owner) for n in range(exports.STYLED_ROWS + 1)]
        )
        with queries() as asked:
            job = exports.start(person("director"), "customer", f"owner={owner.pk}")
        assert job.status == ExportJob.Status.DONE, job.error
        assert job.count == exports.STYLED_ROWS + 1
        assert ask_both(asked, "customers_customer")[1] > 0

    def test_a_row_that_the_first_server_has_confirmed_but_not_flushed_is_waited_for(self, servers, routed, settings):
        settings.REPLICA_WAIT_SECONDS = 30
        with connected(default=servers[0], replica=servers[1], commits="off"):
            made = CustomerFactory(name="自贡盐业机械厂", owner=person("rep1"))
            assert from_replica(Customer.objects.get)(pk=made.pk)._state.db == REPLICA

    def test_a_second_server_that_is_behind_is_passed_over(self, second, settings, client):
        client.force_login(person("finance"))
        with connections[REPLICA].cursor() as cursor:
            cursor.execute("SELECT pg_wal_replay_pause()")
            settings.REPLICA_WAIT_SECONDS = 0
            owed_by_a_new_customer("泸州老窖设备厂")
            try:
                with queries() as asked:
                    page = client.get(reverse("receivable-report"))
            finally:
                cursor.execute("SELECT pg_wal_replay_resume()")
        assert "泸州老窖设备厂" in page.content.decode()
        assert ask_both(asked, "orders_account")[1] == 0

    def test_a_second_server_that_is_stopped_leads_to_the_first_and_is_used_again_when_it_is_back(self, second, client):
        client.force_login(person("finance"))
        address = reverse("receivable-report")
        assert client.get(address).status_code == 200  # the connection that will break
        second.stop()
        try:
            owed_by_a_new_customer("绵阳涪江机械厂")
            page = client.get(address)
            assert page.status_code == 200
            assert "绵阳涪江机械厂" in page.content.decode()
        finally:
            second.start()
        assert from_replica(stands_by)()

    def test_a_second_server_that_fails_in_the_middle_of_a_report_is_left_and_the_report_begins_again(self, second):
        answers = []

        @from_replica
        def report():
            answers.append(stands_by())
            if len(answers) == 1:
                second.stop()
            return stands_by()

        try:
            assert not report()
            assert answers == [True, False]
        finally:
            second.start()

    def test_a_server_that_follows_nobody_is_not_read(self, servers, routed, settings):
        """It was promoted, or never was a replica: what it holds goes its own way."""
        settings.REPLICA_WAIT_SECONDS = 0
        with connected(default=servers[0], replica=servers[0]):
            with queries() as asked:
                from_replica(stands_by)()
            assert [sql for sql in asked[REPLICA] if "core_user" in sql] == []
