"""Every address of the project, walked from the URL table: a new one is covered without being named."""

import re
from decimal import Decimal

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from customers.contact.models import Contact
from customers.customer.models import Customer
from customers.lead.models import Lead
from salesmgmt.core import demo as demo_company
from salesmgmt.core.audit import timeline
from salesmgmt.core.domain.discarding import DISCARDED, can_discard, draft_kind
from salesmgmt.core.domain.evidence import works_on
from salesmgmt.core.models import Attachment, Document, Unit, User
from salesmgmt.core.money import MoneyField
from salesmgmt.core.permissions import PRICE_ROLES, Role
from salesmgmt.core.registry import (
    address,
    document_kind,
    document_kinds,
    home_cards_for,
    lookup,
    lookups,
    menu_for,
    metrics_for,
    tabs_for,
)
from salesmgmt.core.web.secrets import PRICE_WORDS, is_hidden

pytestmark = pytest.mark.django_db

# Open to everybody, by design: signing in, getting a new password, the question whether the program is well, and the
# customer's answer to a survey.
PUBLIC = {
    "health",
    "ready",
    "login",
    "password-reset",
    "password-reset-done",
    "password-reset-confirm",
    "set-up",  # an empty database, once, by the code; afterwards it leads to the sign-in
    "first-password",  # a person chooses his own password by a one-time link
    "language",  # the choice on the sign-in page
    "survey-answer",  # a customer answers by a one-time link (SVC-05)
    "survey-thanks",
    "manifest",  # what a phone asks before it puts the program on its screen
    "service-worker",
    "menu-icons",  # pictures, which the browser keeps for whoever signs in next
    "offline",  # the page without a connection; it names nobody
}


def walk(patterns=None, prefix=""):
    """``(route, pattern)`` of every address."""
    for pattern in get_resolver("salesmgmt.urls").url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route, pattern


ADDRESSES = {pattern.name: pattern for _route, pattern in walk() if pattern.name}


def arguments_of(pattern, pk=1):
    """Values for the arguments of an address."""
    samples = {"pk": pk, "content_type": 1}
    found = {}
    for name, converter in pattern.pattern.converters.items():
        kind = type(converter).__name__
        found[name] = samples.get(name, pk) if kind == "IntConverter" else "x"
    return found


def test_every_address_has_a_name():
    assert [route for route, pattern in walk() if not pattern.name] == []


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_comes_in_without_login(client, method):
    """SEC-02: every address but those of signing in leads to the login page."""
    let_in = {}
    for name in sorted(set(ADDRESSES) - PUBLIC):
        response = getattr(client, method)(reverse(name, kwargs=arguments_of(ADDRESSES[name])))
        to_the_login = response.status_code == 302 and response["Location"].startswith(reverse("login"))
        if not to_the_login and response.status_code != 403:
            let_in[name] = response.status_code
    assert let_in == {}


# -- out of scope


def model_of(pattern):
    """The document an address shows, from its view: the page's model, the action's page, the tab's parent."""
    view = pattern.callback
    cls = getattr(view, "view_class", None)
    page = getattr(view, "view_initkwargs", {}).get("page") or cls
    if getattr(page, "parent", None) is not None:
        return page.parent.model
    if getattr(page, "model", None) is not None:
        return page.model
    kinds = {kind.key.replace("_", "-"): kind.model for kind in document_kinds()}
    fitting = [name for name in kinds if pattern.name.startswith(f"{name}-")]
    return kinds[max(fitting, key=len)] if fitting else None


WITH_OBJECT = sorted(name for name, pattern in ADDRESSES.items() if "pk" in pattern.pattern.converters)


@pytest.fixture(scope="module")
def strangers(demo, django_db_blocker):
    """A rep of a region of his own, whose customers are none; and somebody without any role. They stay for all tests of this file."""
    with django_db_blocker.unblock():
        company = Unit.objects.get(kind="company")
        unit = Unit.objects.create(name="Far", code="far", kind="region", parent=company, path=f"{company.path}0/")
        return [
            User.objects.create(username="stranger", name="Stranger", roles=[Role.REP], unit=unit),
            User.objects.create(username="nobody", name="Nobody", roles=[], unit=unit),
        ]


@pytest.fixture(scope="module")
def foreign(strangers, django_db_blocker):
    """``(parameters, words)``: rows out of the stranger's scope by the names of parameters, and what no page may tell him."""
    with django_db_blocker.unblock():
        return foreign_parameters(strangers[0]), secret_words(strangers[0])


def hidden_row(model, strangers):
    """``(pk, stranger)`` of a row one of them may not see; price lists are read by every rep, by nobody without role."""
    if model is None or not hasattr(model.objects, "visible_to"):
        return 10**9, strangers[0]
    for stranger in strangers:
        pk = (
            model.objects.exclude(pk__in=model.objects.visible_to(stranger).values("pk"))
            .values_list("pk", flat=True)
            .first()
        )
        if pk is not None:
            return pk, stranger
    raise AssertionError(f"the demo company has no {model.__name__} that is hidden from anybody")


@pytest.mark.parametrize("name", WITH_OBJECT)
def test_a_stranger_finds_nothing_behind_other_peoples_ids(client, strangers, name):
    """SEC-01: 404 for a document out of scope, whatever is asked of it; never its content, never a 500."""
    pattern = ADDRESSES[name]
    pk, stranger = hidden_row(model_of(pattern), strangers)
    kwargs = arguments_of(pattern, pk)
    if "content_type" in kwargs:
        kwargs["content_type"] = ContentType.objects.get(app_label="customers", model="customer").pk
    client.force_login(stranger)
    for method in ("get", "post"):
        response = getattr(client, method)(reverse(name, kwargs=kwargs))
        assert response.status_code in (403, 404, 405), (name, method, response.status_code)


# -- parameters of foreign objects


def one_of_each_role():
    """The first account of every role."""
    found = {}
    for account, (_name, role, _unit, _superior) in demo_company.PEOPLE.items():
        found.setdefault(role, account)
    return sorted(found.values())


WITHOUT_OBJECT = sorted(
    name for name, pattern in ADDRESSES.items() if not pattern.pattern.converters and name not in PUBLIC
)


def test_every_page_that_is_refused_says_who_may(client, strangers):
    """A bookmark or a link led there: who has no role reads on each page whose it is, not only that it is not his."""
    client.force_login(strangers[1])
    answers = {name: client.get(reverse(name)) for name in WITHOUT_OBJECT if name != "logout"}
    refused = {name: answer for name, answer in answers.items() if answer.status_code == 403}
    assert len(refused) > 50
    assert [name for name, answer in refused.items() if not answer.context["exception"]] == []


# What a field of a form or a look-up may be called beside the key of the document it holds.
OTHER_NAMES = {"contract": ("source_contract",), "customer": ("kept", "merged", "other"), "lead": ("converted_from",)}


def foreign_parameters(stranger):
    """A row out of scope of every kind, by every name under which pages and look-ups take one."""
    found = {}
    for kind in kinds_of_the_apps():
        rows = kind.model._default_manager
        if hasattr(rows, "visible_to"):
            hidden = rows.exclude(pk__in=rows.visible_to(stranger).values("pk")).values_list("pk", flat=True).first()
            if hidden is not None:
                found |= dict.fromkeys([kind.key, *OTHER_NAMES.get(kind.key, ())], hidden)
    contact = Contact.objects.exclude(pk__in=Contact.objects.visible_to(stranger).values("pk")).first()
    return found | {"contact": contact.pk, "owner": contact.customer.owner_id}


def secret_words(stranger):
    """Names and numbers of what is out of scope: of customers, contracts, orders, quotes, leads."""
    words = set()
    for model, fields in ((Customer, ("name", "number")), (Lead, ("company", "number"))):
        rows = model.objects.exclude(pk__in=model.objects.visible_to(stranger).values("pk"))
        words |= {word for row in rows.values_list(*fields) for word in row}
    for key in ("contract", "order", "quote", "demand", "delivery", "invoice", "payment", "complaint", "opportunity"):
        model = document_kind(key).model
        rows = model.objects.exclude(pk__in=model.objects.visible_to(stranger).values("pk"))
        words |= set(rows.values_list("number", flat=True))
    return words - {""}


def named_in(response, words):
    text = b"".join(response.streaming_content) if response.streaming else response.content
    text = text.decode(errors="replace")
    text += text.encode().decode("unicode_escape", errors="replace") if "json" in response["Content-Type"] else ""
    return sorted(word for word in words if word in text)


@pytest.mark.parametrize("name", WITHOUT_OBJECT)
def test_no_page_names_what_a_parameter_points_to_out_of_scope(client, strangers, foreign, name):
    """SEC-01: a form filled in from its address, a filter, a partial page: each says nothing of a foreign row."""
    parameters, words = foreign
    client.force_login(strangers[0])
    response = client.get(reverse(name), parameters)
    assert response.status_code < 500
    assert named_in(response, words) == []


@pytest.mark.parametrize("key", sorted(found.key for found in lookups()))
def test_no_look_up_is_narrowed_by_a_row_out_of_scope(client, strangers, foreign, key):
    """SEC-01: the products of a foreign contract with its prices, the contacts of a foreign customer: nothing."""
    found, (parameters, words) = lookup(key), foreign
    client.force_login(strangers[0])
    response = client.get(reverse("lookup", args=[key]), parameters)
    assert response.status_code == 200
    if found.parents:
        assert set(found.parents) <= set(parameters), "the walk knows no foreign row for this parameter"
        assert all(hasattr(model._default_manager.all(), "visible_to") for model in found.parents.values())
        for name in found.parents:
            assert client.get(reverse("lookup", args=[key]), {name: parameters[name]}).json() == {"items": []}
    assert named_in(response, words) == []
    assert named_in(client.get(reverse("lookup", args=[key])), words) == []


MONEY = re.compile(r"(?<![\w.])\d{1,3}(?:,\d{3})*\.\d{2}(?![\d.])")


def blind_accounts():
    """One account of every role that sees no prices."""
    return [account for account in one_of_each_role() if demo_company.PEOPLE[account][1] not in PRICE_ROLES]


@pytest.mark.parametrize("account", blind_accounts())
def test_no_look_up_tells_a_price_to_who_may_see_none(client, demo, account):
    """roles.md, rule 3: neither as a note nor in what it fills in, also narrowed by what he does see."""
    user = User.objects.get(username=account)
    client.force_login(user)
    told = {}
    for found in lookups():
        parents = {name: model._default_manager.all() for name, model in found.parents.items()}
        chosen = {name: rows.visible_to(user).values_list("pk", flat=True).first() for name, rows in parents.items()}
        for parameters in ({}, {name: pk for name, pk in chosen.items() if pk}):
            items = client.get(reverse("lookup", args=[found.key]), parameters).json()["items"]
            model = found.queryset_for(user).model
            prices = [name for item in items for name in item["fills"] if is_hidden(user, model, name)]
            prices += [item["note"] for item in items if MONEY.search(item["note"])]
            told |= {found.key: prices} if prices else {}
    assert told == {}


def amounts_of(user, document):
    """The sums of a document and its lines that this person may not see, as pages write them."""
    rows = [document]
    for relation in getattr(document, "SNAPSHOT_LINES", ("lines",)):
        if hasattr(document, relation):
            rows += list(getattr(document, relation).all())
    found = set()
    for row in rows:
        for field in row._meta.concrete_fields:
            value = getattr(row, field.name, None)
            is_money = isinstance(field, MoneyField) or any(word in field.name for word in PRICE_WORDS)
            if is_money and isinstance(value, Decimal) and value >= 100 and is_hidden(user, type(row), field.name):
                found.add(f"{value:,.2f}")
    return found


def pages_of(document):
    """The page of a document and its tabs."""
    yield document.get_absolute_url()
    for tab in tabs_for(document.KIND):
        yield reverse(tab.url_name, args=[document.pk])


@pytest.mark.parametrize("account", blind_accounts())
def test_no_page_and_no_tab_of_a_document_tells_a_price_to_who_may_see_none(client, demo, account):
    user = User.objects.get(username=account)
    client.force_login(user)
    told = {}
    for kind in kinds_of_the_apps():
        if not hasattr(kind.model._default_manager, "visible_to"):
            continue
        for document in kind.model._default_manager.visible_to(user).order_by("pk")[:3]:
            amounts = amounts_of(user, document)
            for address_of_page in pages_of(document) if amounts else ():
                if found := named_in(client.get(address_of_page), amounts):
                    told[address_of_page] = found
    assert told == {}


def test_what_everybody_may_open_names_no_customer_of_others(client, strangers, foreign):
    """SEC-01: a campaign, a survey, a price list is read by reps whose customers were not asked; history included."""
    stranger, (_parameters, secrets) = strangers[0], foreign
    client.force_login(stranger)
    told, opened_pages = {}, 0
    for kind in kinds_of_the_apps():
        if not hasattr(kind.model._default_manager, "visible_to"):
            continue
        for document in kind.model._default_manager.visible_to(stranger).order_by("pk")[:5]:
            for address_of_page in pages_of(document):
                opened_pages += 1
                if found := named_in(client.get(address_of_page), secrets):
                    told[address_of_page] = found
    assert opened_pages > 10
    assert told == {}


# -- evidence


def readers_of(kind):
    """``(document, account)`` of people who may read a document of this kind and do nothing else with it."""
    for account in one_of_each_role():
        user = User.objects.get(username=account)
        for document in kind.model._default_manager.visible_to(user).order_by("-pk")[:5]:
            if not works_on(user, document):
                yield document, user
                break


def test_who_merely_reads_a_document_attaches_nothing_to_it(client, demo):
    """DOC-05: on no document of any kind, in no state, whatever it is called."""
    tried = set()
    for kind in kinds_with_states():
        for document, user in readers_of(kind):
            client.force_login(user)
            page = client.get(document.get_absolute_url())
            to = reverse("attachment-upload", args=[ContentType.objects.get_for_model(document).pk, document.pk])
            assert to not in page.content.decode(), (kind.key, user)
            answer = client.post(to, {"files": SimpleUploadedFile("a.txt", b"text"), "kind": "proof"})
            assert answer.status_code == 403, (kind.key, user)
            tried.add(kind.key)
    assert not Attachment.objects.filter(kind="proof").exists()
    assert {"contract", "order", "quote", "complaint", "campaign", "delivery"} <= tried


# -- the demo company


# Left again in the act that enters it: nobody ever finds a document there.
PASSED_THROUGH = {"complaint": {"received"}, "amendment": {"requested"}}


def kinds_of_the_apps():
    """The kinds of the five apps; the paper that core's own tests are written with has no demo."""
    return [kind for kind in document_kinds() if ".tests." not in kind.model.__module__]


def kinds_with_states():
    return [kind for kind in kinds_of_the_apps() if issubclass(kind.model, Document) and hasattr(kind.model, "Status")]


def test_the_demo_company_has_every_state_of_every_document(demo):
    """What a newcomer looks at shows him each state a document can be in."""
    missing = {}
    for kind in kinds_with_states():
        # A draft that was thrown away looks the same everywhere.
        wanted = set(kind.model.Status.values) - PASSED_THROUGH.get(kind.key, set()) - {DISCARDED}
        if left := wanted - set(kind.model.objects.values_list("status", flat=True)):
            missing[kind.key] = sorted(left)
    assert missing == {}


# What a page may ask of the database, whatever it shows. The inbox asks each kind of document once what is decided.
MOST_QUERIES = 20
MOST_OF_THE_INBOX = 30
# Pages of figures: each is counted by its one function, in as many queries whatever the number of rows.
MOST_OF_FIGURES = {"indicators": 60, "analysis": 24, "team-feed": 30}


def opened(client, address):
    """``(status, whether it asked too much)`` of a page; the content types are asked for once a process."""
    with CaptureQueriesContext(connection) as asked:
        status = client.get(address, follow=True).status_code
    of_the_page = [query for query in asked if "django_content_type" not in query["sql"]]
    most = {reverse(name): number for name, number in MOST_OF_FIGURES.items()}.get(address, MOST_QUERIES)
    return status, len(of_the_page) > (MOST_OF_THE_INBOX if address.startswith(reverse("inbox")) else most)


@pytest.mark.parametrize("account", one_of_each_role())
def test_everybody_opens_everything_in_his_menu(client, demo, account):
    """Every entry of the sidebar and every number of the first page leads to a page, for every account, and none asks
    the database more than twenty times."""
    user = User.objects.get(username=account)
    client.force_login(user)
    shown = [item.address() for _section, items in menu_for(user) for item in items]
    shown += [address(card.link, user) for card in home_cards_for(user)]
    shown += [address(metric.link, user) for metric in metrics_for(user) if metric.link]
    answers = {each: opened(client, each) for each in dict.fromkeys(shown)}  # several cards lead to one page
    assert {each: answer for each, answer in answers.items() if answer != (200, False)} == {}


def test_the_general_manager_opens_a_document_of_every_state(client, demo):
    """No state of any document has a page that breaks."""
    client.force_login(User.objects.get(username="gm"))
    answers = {}
    for kind in kinds_with_states():
        rows = (
            kind.model.objects.visible_to(User.objects.get(username="gm")).order_by("status", "pk").distinct("status")
        )
        answers |= {row.get_absolute_url(): client.get(row.get_absolute_url()).status_code for row in rows}
    assert {each: code for each, code in answers.items() if code != 200} == {}


# -- drafts


# Kinds whose drafts are cancelled by a rule of their own (ORD-09, REC-01, DLV-01, PRD-03, SVC-07).
CANCELLED_INSTEAD = {"order", "invoice", "delivery", "plan_release", "sample_request"}


def kinds_with_drafts():
    return [kind for kind in kinds_with_states() if "draft" in kind.model.Status.values]


def test_every_kind_of_draft_can_be_thrown_away():
    """No draft stays for ever: it is discarded by the one way of core, or cancelled by a button of its own."""
    without = {kind.key for kind in kinds_with_drafts() if draft_kind(kind.model) is None}
    assert without == CANCELLED_INSTEAD
    for kind in kinds_with_drafts():
        if kind.key in without:
            assert "cancelled" in kind.model.TRANSITIONS["draft"]


def draft_and_person(model):
    """A draft of the demo company and somebody who may throw it away."""
    people = list(User.objects.filter(is_active=True).order_by("pk"))
    for draft in model.objects.filter(status="draft").order_by("pk"):
        for person in people:
            if model.objects.visible_to(person).filter(pk=draft.pk).exists() and can_discard(person, draft):
                return draft, person
    raise AssertionError(f"the demo company has no draft of {model.__name__}")


@pytest.mark.parametrize("key", [kind.key for kind in kinds_with_drafts() if draft_kind(kind.model)])
def test_a_draft_of_every_kind_is_thrown_away_with_its_reason(client, demo, key):
    """The row stays with number and history; its page says what it is, and offers nothing to do with it any more."""
    model = next(kind.model for kind in document_kinds() if kind.key == key)
    draft, person = draft_and_person(model)
    client.force_login(person)
    address = reverse(f"{key.replace('_', '-')}-do", args=[draft.pk, "discard-draft"])
    assert client.post(address, {"comment": "  "}).status_code == 422
    assert model.objects.get(pk=draft.pk).status == "draft"
    assert client.post(address, {"comment": "重复录入"}).status_code == 302
    draft = model.objects.get(pk=draft.pk)
    assert draft.status == DISCARDED
    entry = timeline(draft).filter(to_status=DISCARDED).get()
    assert (entry.actor, entry.comment, entry.from_status) == (person, "重复录入", "draft")
    page = client.get(draft.get_absolute_url())
    assert page.status_code == 200
    assert page.context["edit_address"] == ""
    assert client.post(address, {"comment": "noch einmal"}).status_code == 409
