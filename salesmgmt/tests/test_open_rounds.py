"""A document and its approval round cannot part: every act and every edit of every approved document is tried under an
open round, as whoever could do it, and a document that has parted from its round is brought back by its applicant."""

import datetime
from decimal import Decimal
from itertools import chain

import pytest
from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from customers.evaluation.entry import answers_of, update_evaluation
from customers.evaluation.models import CustomerEvaluation
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.approvals.snapshot import snapshot_of
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import ApprovalRound, User
from salesmgmt.core.permissions import Role
from salesmgmt.core.round_lock import is_torn, open_round_of
from salesmgmt.core.web.forms import EditPage
from salesmgmt.tests.test_every_url import ADDRESSES

pytestmark = pytest.mark.django_db

KINDS = [model for model in approvals.approved_models() if ".tests." not in model.__module__]
# What the decider finds goes into the document by the engine (CHG-02, EXP-07).
FINDINGS = {("order_change", "assess"), ("expense_claim", "cut")}
# Editing what is in approval ends its round and begins anew (CON-17).
ENDS_ITS_ROUND = {"contract"}


def in_approval(model):
    """A document of this kind with its open round."""
    kind = ApprovalRound.objects.filter(status="open", kind=model.KIND).order_by("pk")
    round_ = next(row for row in kind if row.document_model is model)
    return model.objects.get(pk=round_.object_id), round_


def actors(document, round_):
    """Whoever could act: applicant, responsible, the superiors, those who are asked, and one of every role."""
    asked = [step.assignee for step in round_.steps.all() if step.assignee]
    everybody = [round_.applicant, document.responsible, *asked]
    for role in Role:
        everybody += User.objects.with_role(role)[:1]
    return list({person.pk: person for person in everybody if person is not None}.values())


def page_of(model):
    return ADDRESSES[f"{model.KIND.replace('_', '-')}-detail"].callback.view_class


def edit_pages(model):
    views = [getattr(pattern.callback, "view_class", None) for pattern in ADDRESSES.values()]
    return {view for view in views if view and issubclass(view, EditPage) and view.model is model and view.update}


# -- something for every field of a form


def value_of(field):
    """A value a person could have entered, other than what stands there."""
    by_class = [
        (forms.FileField, lambda: SimpleUploadedFile("a.pdf", b"%PDF-1.4\n%%EOF", "application/pdf")),
        (forms.ModelMultipleChoiceField, lambda: list(field.queryset[:1])),
        (forms.ModelChoiceField, lambda: field.queryset.first()),
        (forms.MultipleChoiceField, lambda: [key for key, _label in field.choices][:1]),
        (forms.TypedChoiceField, lambda: field.coerce(last_choice(field)) if last_choice(field) else field.empty_value),
        (forms.ChoiceField, lambda: last_choice(field)),
        (forms.BooleanField, lambda: True),
        (forms.IntegerField, lambda: 7),
        (forms.DecimalField, lambda: Decimal("7.77")),
        (forms.DateTimeField, lambda: datetime.datetime.now(datetime.UTC)),
        (forms.DateField, datetime.date.today),
    ]
    return next((make() for kind, make in by_class if isinstance(field, kind)), "changed")


def last_choice(field):
    flat = chain.from_iterable(
        [key] if isinstance(label, str) or not isinstance(label, list | tuple) else [each for each, _name in label]
        for key, label in field.choices
    )
    return ([key for key in flat if key not in ("", None)] or [""])[-1]


def values_of(form):
    if form is None:
        return {}
    values = {name: value_of(field) for name, field in form.fields.items()}
    # A form with fields for each line gives them to the act together.
    return form.gathered(values) if hasattr(form, "gathered") else values


def tried(act):
    """Run it and roll everything back, whatever it did: ``(refused, what the check found afterwards)``."""

    def run(check):
        found = None
        try:
            with transaction.atomic():
                try:
                    with transaction.atomic():
                        act()
                except (BusinessError, PermissionDenied, ValidationError):
                    return True, check()
                found = check()
                raise _Undo
        except _Undo:
            return False, found

    return run


class _Undo(Exception):
    """Takes back what was tried."""


def how_it_stands(document, before):
    """What is wrong with the document and its round now: texts, none where they belong together."""
    fresh = type(document).objects.get(pk=document.pk)
    round_ = open_round_of(fresh)
    if round_ is None:
        return []
    wrong = ["parted from its round"] if is_torn(fresh, round_) else []
    return wrong if snapshot_of(fresh) == before else [*wrong, "its content was changed"]


# -- the walk


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.KIND)
def test_no_act_of_anybody_moves_or_edits_a_document_in_approval(demo, model):
    """SEC-05: the domain functions behind every button of the page, called as everybody who could press it."""
    document, round_ = in_approval(model)
    before, wrong = snapshot_of(document), []
    for action in page_of(model).all_actions():
        for user in actors(document, round_):
            values = values_of(action.build_form(user, document))
            refused, found = tried(lambda: action.run(document.pk, user, **values))(  # noqa: B023
                lambda: how_it_stands(document, before)
            )
            if (model.KIND, action.name) in FINDINGS:
                found = [each for each in found if "content" not in each]
            if found or not (refused or action.beside_round):
                wrong.append((action.name, user.username, refused, found))
    assert wrong == []


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.KIND)
def test_no_edit_page_writes_into_a_document_in_approval(demo, client, model):
    """SEC-05: the writing function of every edit page, and the page itself."""
    document, round_ = in_approval(model)
    before, wrong = snapshot_of(document), []
    for user in actors(document, round_):
        for refused, found in [
            tried(write)(lambda: how_it_stands(document, before)) for write in writers(document, user)
        ]:
            if found or not (refused or model.KIND in ENDS_ITS_ROUND):
                wrong.append((user.username, refused, found))
    assert wrong == []


def writers(document, user):
    """The writing functions of the edit pages, each with changed values and with the lines it has."""
    if isinstance(document, CustomerEvaluation):
        yield lambda: update_evaluation(document.pk, user, answers_of(document), "changed")
    for page in edit_pages(type(document)):
        about = {"instance": document} if issubclass(page.form_class, forms.ModelForm) else {}  # a grid has lines alone
        form = page.form_class(user=user, **about)
        values = {**values_of(form), **kept_of(form, document)}
        if page.line_formset is not None:
            lines = page.line_formset(instance=document, prefix="lines", form_kwargs={"user": user})
            rows = [row for row in lines.forms if row.instance.pk]
            values["lines"] = [{name: getattr(row.instance, name) for name in columns(row)} for row in rows]
        yield lambda page=page, values=values: page.update(document.pk, user, **values)


def kept_of(form, document):
    """The keys of the document stay; everything else of the form is changed."""
    return {
        name: getattr(document, name)
        for name, field in form.fields.items()
        if isinstance(field, forms.ModelChoiceField) and hasattr(document, name)
    }


def columns(row):
    return [name for name in row.fields if name not in ("id", "DELETE", "ORDER") and hasattr(row.instance, name)]


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.KIND)
def test_the_page_shows_what_stands_beside_the_round_and_says_why_the_rest_is_missing(demo, client, model):
    document, round_ = in_approval(model)
    client.force_login(round_.applicant)
    response = client.get(document.get_absolute_url())
    assert response.status_code == 200
    shown = [action for action, _address in [*response.context["buttons"], *response.context["more_buttons"]]]
    assert [action.name for action in shown if not action.beside_round] == []
    assert bool(response.context["edit_address"]) <= (model.KIND in ENDS_ITS_ROUND)
    assert any("审批中" in text or "In approval" in text for text in response.context["why_nots"])
    page = page_of(model)
    for action in page.all_actions():
        address = page(request=response.wsgi_request).action_address(document, action.name)
        for method in ("get", "post"):
            assert getattr(client, method)(address).status_code in (200, 302, 403, 409, 422), (action.name, method)
    assert how_it_stands(document, snapshot_of(document)) == []


# -- documents that have parted from their round


def tear(document, round_):
    """Where the document could be after a write beside the engine: outside every stage of its open round."""
    stages = {step.stage for step in round_.steps.all()}
    rows = type(document).objects.filter(pk=document.pk)
    for status in map(str, document.TRANSITIONS[document.status]):
        if status in stages:
            continue
        try:
            with transaction.atomic():
                rows.update(status=status)
        except DatabaseError:
            continue
        return status
    raise AssertionError(f"{document} cannot leave its stage")


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.KIND)
def test_a_document_that_left_its_round_is_brought_back_by_its_applicant_from_its_page(demo, client, model):
    document, round_ = in_approval(model)
    status = tear(document, round_)
    document.refresh_from_db()
    assert is_torn(document, round_)
    waiting = [step for step in round_.steps.all() if step.status == "pending"]
    for step in waiting:
        decider = step.assignee or User.objects.with_role(step.role).exclude(pk=round_.applicant_id).first()
        for decide in (approvals.approve, approvals.reject, approvals.send_back):
            with pytest.raises(BusinessError, match="审批|approval"):
                decide(step.pk, decider, "because")
    client.force_login(round_.applicant)
    page = client.get(document.get_absolute_url())
    assert page.status_code == 200
    withdraw = reverse("round-do", args=[round_.pk, "withdraw"])
    assert withdraw in page.content.decode()
    assert client.post(withdraw, {"comment": ""}).status_code == 302
    document.refresh_from_db()
    round_.refresh_from_db()
    assert (document.status, round_.status) == (status, "withdrawn")
    assert client.get(document.get_absolute_url()).status_code == 200
