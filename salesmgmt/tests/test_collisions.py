"""Acts at one moment: what the database undid is done once more, then said in words; who is too late hears why."""

import threading
import uuid

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client

from contracts.tests.factories import template
from orders.plan.release import cancel_plan
from orders.production.run import start_production
from orders.tests.factories_fulfilment import production_of, released_plan
from salesmgmt.core import audit
from salesmgmt.core.domain import settings as register
from salesmgmt.core.domain.routing import route
from salesmgmt.core.models import FormToken
from salesmgmt.core.tests.factories import company
from salesmgmt.launch.processes import wait_until

ROW = "SELECT 1 FROM {} WHERE id = %s FOR UPDATE"


@pytest.fixture
def people(transactional_db):
    register.forget()
    template()
    yield company()
    register.forget()


class Rival:
    """Somebody at the database who locks rows in the wrong order, and waits long before he gives in."""

    def __init__(self):
        self.connection = connection.copy()
        self.connection.set_autocommit(False)
        self.lock("SET LOCAL deadlock_timeout = '1h'")

    def lock(self, sql, *parameters):
        with self.connection.cursor() as cursor:
            cursor.execute(sql, parameters)

    def end(self):
        self.connection.rollback()
        self.connection.close()


class Post(threading.Thread):
    """A form sent by somebody else; ``answer`` is what came back."""

    def __init__(self, user, path, form):
        super().__init__()
        self.client, self.path, self.form, self.answer = Client(), path, form, None
        self.client.force_login(user)
        self.start()

    def run(self):
        try:
            self.answer = self.client.post(self.path, self.form)
        finally:
            connection.close()

    def waits_for(self, rival):
        pid = rival.connection.connection.get_backend_pid()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_stat_activity WHERE %s = ANY(pg_blocking_pids(pid))", [pid])
            return cursor.fetchone() is not None


def started(document):
    return audit.timeline(document).filter(to_status="in_production").count()


def test_an_act_the_database_undid_is_done_once_more_and_its_form_counts_once(people):
    plan = released_plan(people)
    production = production_of(plan)
    token = str(uuid.uuid4())
    rival = Rival()
    rival.lock(ROW.format("orders_planrelease"), plan.pk)
    post = Post(people.production, f"{production.get_absolute_url()}do/start/", {"form_token": token})
    assert wait_until(lambda: post.waits_for(rival), 20)
    rival.lock(ROW.format("customers_customer"), plan.order.customer_id)  # a deadlock: the act is undone
    rival.end()
    post.join(30)
    assert post.answer.status_code == 302
    assert (started(production), FormToken.objects.filter(token=token).count()) == (1, 1)
    assert len(list(get_messages(post.answer.wsgi_request))) == 1


def test_an_act_undone_twice_is_refused_in_words_and_nothing_of_it_is_left(people):
    plan = released_plan(people)
    production = production_of(plan)
    token = str(uuid.uuid4())
    first, second = Rival(), Rival()
    first.lock(ROW.format("orders_planrelease"), plan.pk)
    post = Post(people.production, f"{production.get_absolute_url()}do/start/", {"form_token": token})
    assert wait_until(lambda: post.waits_for(first), 20)
    first.lock(ROW.format("customers_customer"), plan.order.customer_id)
    second.lock(ROW.format("orders_production"), production.pk)
    assert wait_until(lambda: post.waits_for(first), 20)
    first.end()
    assert wait_until(lambda: post.waits_for(second), 20)
    second.lock(ROW.format("customers_customer"), plan.order.customer_id)
    second.end()
    post.join(30)
    assert post.answer.status_code == 409
    assert "此刻有其他人正在办理同一事项" in post.answer.content.decode()
    assert (started(production), FormToken.objects.filter(token=token).count()) == (0, 0)


@pytest.fixture
def running(people):
    """A production under way, with the page of the production department open on it."""
    production = production_of(released_plan(people))
    start_production(production.pk, people.production)
    production.refresh_from_db()
    return production


def report(user, production):
    client = Client()
    client.force_login(user)
    return client.post(f"{production.get_absolute_url()}do/progress/", {"quantity_done": "1"})


def test_the_loser_of_a_race_hears_who_was_quicker_and_what_he_did(people, running):
    cancel_plan(running.plan_line.plan_id, people.director, "客户停产")
    answer = report(people.production, running)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert f"{people.director} 已于" in text
    assert "“已取消”" in text


def test_who_never_might_do_it_is_told_so_whatever_happened_before(people, running):
    route(running, user=people.legal)
    cancel_plan(running.plan_line.plan_id, people.director, "客户停产")
    assert report(people.legal, running).status_code == 403
