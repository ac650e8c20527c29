"""Product categories by hand and from a sheet."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from customers.category.keeping import create_category, import_category, update_category
from customers.category.models import ProductCategory
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.tests.factories import company


@pytest.fixture
def people(db, settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield company()


@pytest.mark.parametrize("name", ["admin", "manager", "director"])
def test_the_administrator_and_sales_management_keep_categories(client, people, name):
    client.force_login(getattr(people, name))
    assert client.get("/product-categories/").status_code == 200
    client.post("/product-categories/new/", {"code": "AX", "name": "车桥"})
    made = ProductCategory.objects.get()
    client.post(f"/product-categories/{made.pk}/edit/", {"code": "AX", "name": "车桥总成"})
    made.refresh_from_db()
    assert (made.code, made.name) == ("AX", "车桥总成")


@pytest.mark.parametrize("name", ["rep1", "finance", "gm"])
def test_nobody_else_does(client, people, name):
    client.force_login(getattr(people, name))
    assert client.get("/product-categories/").status_code == 403
    assert client.post("/product-categories/new/", {"code": "AX", "name": "车桥"}).status_code == 403
    with pytest.raises(PermissionDenied, match="are kept by the sales management and the administrator"):
        create_category(getattr(people, name), code="AX", name="x")
    assert not ProductCategory.objects.exists()


def test_a_category_never_lies_below_itself(people):
    above = create_category(people.admin, code="A", name="a")
    below = create_category(people.admin, code="B", name="b", parent=above)
    with pytest.raises(BusinessError, match="cannot lie below itself"):
        update_category(above.pk, people.admin, parent=below)
    above.refresh_from_db()
    assert above.parent is None


def test_a_row_is_known_by_its_code(people):
    rows = [{"code": "A", "name": "a", "parent": ""}, {"code": "B", "name": "b", "parent": "A"}]
    assert [import_category(row, people.admin, False) for row in rows] == ["created", "created"]
    assert ProductCategory.objects.get(code="B").parent.code == "A"
    changed = {"code": "B", "name": "b2", "parent": ""}
    assert import_category(changed, people.admin, False) == "unchanged"
    assert import_category(changed, people.admin, True) == "updated"
    assert import_category(changed, people.admin, True) == "unchanged"
    with pytest.raises(BusinessError, match="no category with the code “X”"):
        import_category({"code": "C", "name": "c", "parent": "X"}, people.admin, False)


def test_the_list_asks_the_same_few_questions_whatever_its_length(client, people):
    client.force_login(people.admin)
    client.get("/product-categories/")
    counts = []
    for number in (1, 3):
        while (no := ProductCategory.objects.count()) < number:
            create_category(people.admin, code=f"C{no}", name=f"c{no}", parent=ProductCategory.objects.first())
        with CaptureQueriesContext(connection) as captured:
            client.get("/product-categories/")
        counts.append(len(captured))
    assert counts[0] == counts[1]
