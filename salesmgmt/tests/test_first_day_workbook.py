"""A company's data in one workbook, brought in by its administrator before the first day, over all apps."""

import datetime as dt
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from contracts.contract.models import Contract
from contracts.template.models import ContractTemplate
from contracts.template.standard import TEXTS
from customers.category.models import ProductCategory
from customers.customer.models import Customer
from orders.invoice.models import Invoice
from orders.order.models import Order
from pricing.adjustment.models import PriceAdjustment
from pricing.cost.models import ProductCost
from pricing.price_list.models import PriceList
from pricing.product.models import Product
from pricing.tests.actions import EFFECTS, step_for
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals, checklist, first_day, workbooks
from salesmgmt.core.domain.settings import change_setting
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import AuditEntry, Notice, Unit, User, Workbook
from salesmgmt.tests.first_day_workbook import sheets, workbook

pytestmark = pytest.mark.django_db

SMALL = {"staff": 18, "goods": 6, "firms": 8, "open_invoices": 5}


@pytest.fixture
def admin(client):
    """The administrator of an empty database, after the set-up."""
    about = {"username": "admin", "name": "管理员", "email": "admin@example.com", "language": "zh-hans"}
    code = first_day.new_code()
    user = first_day.set_up(
        code=code,
        administrator=about,
        password="what-nobody-guesses-7",
        company={"full_name": "甲厂"},
        profile="generic",
    )
    client.force_login(user)
    with translation.override("zh-hans"):
        yield user


def received(user, found, name="first-day.xlsx"):
    """The workbook as the worker has read it."""
    book = workbooks.receive(user, SimpleUploadedFile(name, workbook(found)))
    return workbooks.run(book.pk)


def checked(user, found, **options):
    book = received(user, found)
    assert book.status == "new", book.error
    workbooks.check(book.pk, user, **options)
    return workbooks.run(book.pk)


def imported(user, found):
    book = checked(user, found)
    workbooks.import_all(book.pk, user)
    return workbooks.run(book.pk)


def outcome(book):
    return {part.kind: (part.created, part.bad_rows) for part in book.parts.all()}


def test_the_whole_workbook_is_checked_without_a_trace_and_then_brought_in(admin):
    book = checked(admin, sheets(**SMALL))
    assert outcome(book) == {
        "units": (3, 0),
        "people": (18, 0),
        "categories": (4, 0),
        "products": (6, 0),
        "costs": (6, 0),
        "customers": (8, 0),
        "opening_balances": (5, 0),
    }
    assert (book.status, User.objects.count(), Product.objects.count()) == ("ready", 1, 0)
    workbooks.import_all(book.pk, admin)
    done = workbooks.run(book.pk)
    assert (done.status, {part.status for part in done.parts.all()}) == ("done", {"done"})
    assert (User.objects.count(), Unit.objects.count(), ProductCategory.objects.count()) == (19, 4, 4)
    assert (Product.objects.count(), ProductCost.objects.count()) == (6, 6)
    assert (Customer.objects.count(), Customer.objects.exclude(owner=None).count()) == (8, 8)
    assert (Invoice.objects.count(), Invoice.objects.get(invoice_no="00000001").open_amount) == (5, 1113.5)
    assert User.objects.get(username="p16").superior.username == "p4"
    actors = AuditEntry.objects.filter(action="Created").values_list("actor", flat=True)
    assert set(actors) == {admin.pk}
    admin.refresh_from_db()
    assert admin.roles == ["adm"]


def states_of_checklist():
    return {row.item.key: row.state for row in checklist.rows()}


def test_prices_are_a_sheet_and_a_second_person_releases_the_list(client, admin):
    imported(admin, sheets(**SMALL, priced=6))
    assert not PriceList.objects.exists()
    draft = PriceAdjustment.objects.get()
    assert (draft.status, draft.item_count, draft.created_by) == ("draft", 6, admin)
    told = Notice.objects.filter(url=draft.get_absolute_url())
    assert sorted(notice.user.username for notice in told) == ["p2", "p3"]  # sales director and sales manager
    assert states_of_checklist()["price_list"] == "partly"
    director, manager = User.objects.get(username="p2"), User.objects.get(username="p3")
    client.force_login(manager)
    assert client.get(draft.get_absolute_url()).status_code == 200
    approvals.submit(draft, manager)
    assert [approvals.step_of(draft, person) for person in (admin, manager)] == [None, None]
    approvals.approve(step_for(draft, director), director, "同意", data=EFFECTS)
    made = PriceList.objects.get()
    assert (made.status, made.items.count(), made.released_by) == ("in_force", 6, director)
    assert states_of_checklist()["price_list"] == "done"


def test_a_wrong_row_stops_all_and_comes_back_with_its_reason(admin):
    found = sheets(**SMALL)
    products = next(rows for rows in found if rows[0] == "产品")
    broken = [*products[2], ["P-9999", "零件", "", "件", "没有这类", "", "13%"]]
    found[found.index(products)] = (*products[:2], broken)
    book = checked(admin, found)
    assert outcome(book)["products"] == (6, 1)
    with pytest.raises(BusinessError, match="有错误的行"):
        workbooks.import_all(book.pk, admin)
    assert not Product.objects.exists()
    corrections = openpyxl.load_workbook(workbooks.corrections_of(book))
    assert corrections.sheetnames == [sheet[0] for sheet in found]
    header, first = list(corrections["产品"].iter_rows(values_only=True))[:2]
    assert (first[0], first[-1], header[-1]) == ("P-9999", "没有产品类别“没有这类”。", "原因")
    # Corrected and sent again, as the file that was given back.
    sheet = corrections["产品"]
    sheet.cell(2, 5).value = "AX"
    data = io.BytesIO()
    corrections.save(data)
    again = workbooks.receive(admin, SimpleUploadedFile("again.xlsx", data.getvalue()))
    workbooks.run(again.pk)
    workbooks.check(again.pk, admin)
    assert workbooks.run(again.pk).status == "ready"
    assert outcome(again)["products"] == (7, 0)
    workbooks.import_all(again.pk, admin)
    assert (workbooks.run(again.pk).status, Product.objects.count()) == ("done", 7)


def test_sent_again_after_the_import_it_changes_nothing(admin):
    imported(admin, sheets(**SMALL))
    book = checked(admin, sheets(**SMALL), update_existing=True)
    assert {part.kind: (part.created, part.updated, part.bad_rows) for part in book.parts.all()} == dict.fromkeys(
        ("units", "people", "categories", "products", "costs", "customers", "opening_balances"), (0, 0, 0)
    )


def test_one_sheet_is_imported_by_itself(client, admin):
    book = checked(admin, sheets(**SMALL))
    part = book.parts.get(kind="units")
    client.post(f"/imports/{part.pk}/run/")
    assert (Unit.objects.count(), User.objects.count()) == (4, 1)
    people = book.parts.get(kind="people")
    client.post(f"/imports/{people.pk}/run/")
    assert User.objects.count() == 19
    assert [each.kind for each in workbooks.parts_of(book)][0] == "categories"


def test_what_is_no_sheet_of_ours_is_named_and_columns_may_be_chosen(client, admin):
    found = [*sheets(**SMALL)[:2], ("说明", ["甲"], [["乙"]]), ("产品", ["甲", "乙", "丙"], [["P-1", "轴", "件"]])]
    book = received(admin, found)
    assert book.left_out == [["说明", "没有此名称的导入"]]
    with pytest.raises(BusinessError, match="请选择文件中的列|产品编码"):
        workbooks.check(book.pk, admin)
    part = book.parts.get(kind="products")
    data = {"column_code": "甲", "column_name": "乙", "column_unit": "丙", "date_order": "ymd", "keep_as": ""}
    response = client.post(f"/imports/{part.pk}/mapping/", data)
    assert response.url == f"/imports/workbook/{book.pk}/"
    workbooks.check(book.pk, admin)
    assert outcome(workbooks.run(book.pk))["products"] == (1, 0)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"a,b\n1,2\n", "不是 Excel 或 CSV|xlsx"),
        (b"", "空"),
        (workbook([("甲", ["a"], [["b"]])]), "没有可以导入的工作表"),
    ],
)
def test_what_is_no_workbook_is_refused_in_words(admin, data, words):
    try:
        book = workbooks.receive(admin, SimpleUploadedFile("x.xlsx", data))
        said = workbooks.run(book.pk).error
    except BusinessError as refusal:
        said = str(refusal)
    assert any(word in said for word in words.split("|")), said


def test_after_the_go_live_each_department_has_its_own_sheets(client, admin):
    imported(admin, sheets(**SMALL))
    first_day.go_live(admin)
    finance = User.objects.get(username="p5")
    kinds = [spec.kind for spec in workbooks.specs(finance)]
    assert [kind for kind in kinds if not kind.startswith("paper")] == ["customers", "opening_balances"]
    book = received(finance, sheets(**SMALL))
    assert sorted(part.kind for part in book.parts.all()) == ["customers", "opening_balances"]
    assert {name for name, _reason in book.left_out} == {"组织", "人员", "产品类别", "产品", "产品成本"}
    client.force_login(finance)
    assert client.get(f"/imports/workbook/{book.pk}/").status_code == 200
    client.force_login(User.objects.get(username="p16"))
    assert client.get(f"/imports/workbook/{book.pk}/").status_code == 404


@pytest.fixture
def template(admin):
    """What legal has put in force."""
    return ContractTemplate.objects.create(name="范本", version=1, status="in_force", in_force_from=today(), **TEXTS)


def test_running_contracts_and_open_orders_come_with_what_is_still_to_be_delivered(admin, template):
    imported(admin, sheets(**SMALL, running=3))
    contract = Contract.objects.get(old_number="XS-001")
    assert (contract.status, contract.lines.count(), contract.amount) == ("active", 2, 101 * 121 + 102 * 121)
    order = Order.objects.get(old_number="SO-001")
    assert (order.status, order.kind, order.contract, order.amount) == ("confirmed", "contract", contract, 1210)
    assert (order.confirmed_by, order.lines.get().promised_date) == (admin, order.lines.get().due_date)
    assert AuditEntry.objects.filter(action="Taken over as a running contract").count() == 3
    states = states_of_checklist()
    assert (states["contracts"], states["orders"], states["stock"]) == ("done", "done", "open")


def test_a_contract_needs_the_template_in_force_and_a_customer_with_a_rep(admin):
    book = checked(admin, sheets(**SMALL, running=1))
    assert outcome(book)["running_contracts"] == (0, 2)
    reasons = {reason for _number, reason in book.parts.get(kind="running_contracts").first_errors}
    assert reasons == {"没有启用的合同范本，请法务部门启用。"}


def test_orders_keep_to_the_price_of_their_contract(admin, template):
    found = sheets(**SMALL, running=2)
    orders = found[-1]
    rows = [[*row[:6], 1, row[7]] for row in orders[2]]
    book = checked(admin, [*found[:-1], (orders[0], orders[1], rows)])
    assert outcome(book)["open_orders"] == (0, 2)
    reasons = [reason for _number, reason in book.parts.get(kind="open_orders").first_errors]
    assert all("合同" in reason for reason in reasons)


def test_nobody_brings_in_running_contracts_after_the_go_live(admin, template):
    first_day.go_live(admin)
    director = User.objects.create(username="d", name="d", roles=["dir", "cmg"])
    assert not {"running_contracts", "open_orders"} & {spec.kind for spec in workbooks.specs(director)}


def test_open_invoices_are_taken_over_up_to_the_go_live_day(admin):
    change_setting("go_live_on", today() - dt.timedelta(days=30), admin)
    book = checked(admin, sheets(**SMALL))
    assert outcome(book)["opening_balances"] == (0, 5)
    assert Workbook.objects.get().status == "ready"
