"""A contract offers the texts of the office below its clauses; its template has written them already (SET-63)."""

import json

import pytest

from contracts.contract.forms import ContractForm
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.tests.factories import company


@pytest.mark.django_db
def test_the_clauses_of_a_contract_offer_the_texts_and_keep_what_the_template_says():
    form = ContractForm(user=company().rep1, initial={"payment_terms": "按模板"})
    texts = json.loads(form.fields["payment_terms"].widget.attrs["data-texts"])
    assert texts == policy().payment_terms_texts.splitlines()
    assert form["payment_terms"].value() == "按模板"
