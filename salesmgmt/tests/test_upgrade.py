"""What `python -m salesmgmt.launch upgrade` and `manage.py open_pages` look at."""

import pytest
from django.core.management import CommandError, call_command

from salesmgmt.launch.upgrade import lost


def test_a_row_that_is_gone_after_the_migration_is_named():
    before = {"customers_customer": 3, "orders_order": 2, "core_notice": 0, "django_celery_beat_periodictask": 3}
    assert lost(before, {"customers_customer": 3, "orders_order": 1}) == ["orders_order: 2 rows before, 1 now"]
    assert lost(before, {"customers_customer": 4}) == ["orders_order: 2 rows before, no table now"]


def test_the_pages_of_every_role_open_and_one_that_does_not_is_named(people, customer, monkeypatch, capsys, settings):
    settings.ALLOWED_HOSTS = ["sales.example.com"]  # as in production: localhost is a stranger
    call_command("open_pages")
    assert int(capsys.readouterr().out.split()[0]) > 100
    monkeypatch.setattr("customers.customer.views.CustomerDetail.facts", lambda self, obj: 1 / 0)
    with pytest.raises(CommandError, match=rf"rep1 {customer.get_absolute_url()} 500"):
        call_command("open_pages")
