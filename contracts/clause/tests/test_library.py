"""The clause library: versions, approved by legal and by nobody who wrote them (CON-18)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from contracts.clause.library import (
    edit_clause,
    next_version,
    retire_clause,
    submit_clause,
    texts_offered,
    write_clause,
)
from contracts.clause.models import LibraryClause
from salesmgmt.core.domain import approvals
from salesmgmt.core.exceptions import BusinessError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def written(user, text="木箱", **fields):
    return write_clause(user, **{"field": "packing_terms", "name": "木箱包装", "text": text, **fields})


def approved(people, clause):
    submit_clause(clause.pk, clause.created_by)
    approvals.approve(approvals.open_steps_of(clause)[0].pk, people.legal)
    return LibraryClause.objects.get(pk=clause.pk)


def test_legal_approves_and_the_text_is_offered(people):
    """CON-18"""
    clause = written(people.rep1)
    assert texts_offered() == {}
    assert approved(people, clause).status == "approved"
    assert texts_offered() == {"packing_terms": [("木箱包装", "木箱")]}


def test_legal_does_not_approve_what_it_wrote(people):
    """CON-18, SEC-04"""
    clause = written(people.legal)
    submit_clause(clause.pk, people.legal)
    step = approvals.open_steps_of(clause)[0]
    assert step.assignee == people.legal.superior
    with pytest.raises(PermissionDenied, match="You wrote this yourself, so Gm decides"):
        approvals.approve(step.pk, people.legal)


def test_a_new_version_takes_the_place_of_the_former_when_it_is_approved(people):
    """CON-18"""
    first = approved(people, written(people.rep1))
    second = next_version(first.pk, people.rep1)
    with pytest.raises(BusinessError, match="is being written already"):
        next_version(first.pk, people.rep1)
    edit_clause(second.pk, people.rep1, text="周转箱")
    assert texts_offered() == {"packing_terms": [("木箱包装", "木箱")]}
    approved(people, second)
    first.refresh_from_db()
    assert (first.status, second.version, texts_offered()) == (
        "retired",
        2,
        {"packing_terms": [("木箱包装", "周转箱")]},
    )


def test_an_approved_text_is_not_edited_and_only_legal_takes_it_out_of_use(people):
    """CON-18"""
    clause = approved(people, written(people.rep1))
    with pytest.raises(BusinessError, match="can no longer be edited"):
        edit_clause(clause.pk, people.rep1, text="x")
    with pytest.raises(PermissionDenied, match="taken out of use by legal"):
        retire_clause(clause.pk, people.rep1, "不用了")
    retire_clause(clause.pk, people.legal, "不用了")
    assert texts_offered() == {}


def test_who_writes_clauses(people):
    with pytest.raises(BusinessError, match="The clause is empty"):
        written(people.rep1, text=" ")
    for stranger in (people.finance, people.production):
        with pytest.raises(PermissionDenied, match="proposed by sales and by legal"):
            written(stranger)
    clause = written(people.rep1)
    with pytest.raises(PermissionDenied, match="edited by its author or by legal"):
        edit_clause(clause.pk, people.rep2, text="x")
    assert edit_clause(clause.pk, people.legal, text="纸箱").text == "纸箱"


def test_the_form_of_a_contract_offers_the_approved_clauses(client, people):
    """CON-18"""
    approved(people, written(people.rep1, text="采用可回收周转箱"))
    client.force_login(people.rep1)
    page = client.get(reverse("contract-create")).content.decode()
    assert "采用可回收周转箱" in page


def test_markup_in_a_library_clause_is_text(client, people):
    clause = written(people.rep1, text="<script>alert(1)</script>")
    client.force_login(people.legal)
    page = client.get(clause.get_absolute_url()).content.decode()
    assert "<script>alert(1)" not in page
