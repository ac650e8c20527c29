"""COPY: what is written is what was given, defaults are the model's, and the table's rules hold."""

import pytest
from django.db import IntegrityError, transaction

from salesmgmt.core.copying import copy_rows, default_of, reserve_ids
from salesmgmt.core.models import Notice, Unit

COLUMNS = ("id", "code", "name", "kind")


@pytest.mark.django_db
def test_text_arrives_as_it_was_whatever_it_holds():
    names = ["重庆", "a\tb", "line\nbreak\r", r"back\slash \N", "", "'; DROP TABLE x; --"]
    pks = reserve_ids(Unit, len(names))
    assert len(set(pks)) == len(names)
    copy_rows(Unit, COLUMNS, [(pk, f"c{pk}", name, "team") for pk, name in zip(pks, names, strict=True)])
    found = Unit.objects.filter(pk__in=pks).order_by("pk")
    assert [unit.name for unit in found] == names
    assert all(unit.parent is None and unit.is_active is True for unit in found)
    assert Unit.objects.create(code="next", name="x", kind="team").pk > max(pks)


@pytest.mark.django_db
def test_a_row_that_breaks_a_rule_of_the_table_is_refused_with_all_others():
    pks = reserve_ids(Unit, 2)
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_rows(Unit, COLUMNS, [(pk, "same", "x", "team") for pk in pks])
    assert not Unit.objects.filter(pk__in=pks).exists()


def test_a_column_without_a_default_must_be_named():
    with pytest.raises(ValueError, match="say what"):
        default_of(Notice._meta.get_field("user"))
