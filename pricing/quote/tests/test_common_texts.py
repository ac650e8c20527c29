"""Texts that the office keeps: a new quote begins with the first, quotes and contracts offer them all (SET-63)."""

import json

import pytest

from pricing.quote.forms import QuoteForm
from salesmgmt.core.domain.settings import change_setting, policy

pytestmark = pytest.mark.django_db


def offered(form, name):
    return json.loads(form.fields[name].widget.attrs.get("data-texts", "[]"))


def test_a_new_quote_begins_with_the_first_text_of_each_and_offers_all(people):
    change_setting("payment_terms_texts", " 月结 \n\n款到发货\n", people.admin)
    form = QuoteForm(user=people.rep1)
    assert (form["payment_terms"].value(), offered(form, "payment_terms")) == ("月结", ["月结", "款到发货"])
    assert form["lead_time"].value() == policy().lead_time_texts.splitlines()[0]
    assert form["service_content"].value() == policy().service_texts.splitlines()[0]


def test_what_was_agreed_the_last_time_stays(people):
    form = QuoteForm(user=people.rep1, initial={"payment_terms": "货到付款"})
    assert form["payment_terms"].value() == "货到付款"


def test_without_texts_nothing_is_offered(people):
    change_setting("payment_terms_texts", "", people.admin)
    form = QuoteForm(user=people.rep1)
    assert (form["payment_terms"].value(), offered(form, "payment_terms")) == (None, [])
