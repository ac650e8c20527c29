"""The pages of the test document: the smallest use of every base class."""

import django_filters as filters
from django import forms
from django.db import models, transaction

from salesmgmt.core import audit
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.state import change, lock, require
from salesmgmt.core.tests.paper.models import CustomerPaper, Paper, PaperLine
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.filters import BaseFilterSet, MoneyRangeFilter, PersonFilter, StatusFilter
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, CreatePage, EditPage, LineForm, LookupField, line_formset
from salesmgmt.core.web.lists import BulkAction, ListPage, Preset, TabList
from salesmgmt.core.web.tables import BaseTable, DocumentLinkColumn, LineTable, MoneyColumn, OverdueDaysColumn


class PaperTable(BaseTable):
    number = DocumentLinkColumn()
    created_at = OverdueDaysColumn(verbose_name="Due", phone=False)

    class Meta(BaseTable.Meta):
        model = Paper
        fields = ("number", "title", "status", "amount", "owner", "created_at")


class PaperFilters(BaseFilterSet):
    status = StatusFilter(Paper.Status)
    owner = PersonFilter()
    amount = MoneyRangeFilter(label="Amount")
    created_at = filters.DateFromToRangeFilter()

    class Meta:
        model = Paper
        fields = ["status", "owner", "amount"]
        search = ("number", "title")
        primary = ("status", "owner")


@transaction.atomic
def rename(pk, user, title):
    paper = lock(Paper, pk)
    require(paper.owner_id == user.pk)
    if title == "forbidden":
        raise BusinessError("This title is taken.")
    return change(paper, user, "Renamed", title=title)


@transaction.atomic
def clear(pk, user):
    return rename(pk, user, "Cleared")


@transaction.atomic
def create_paper(user, lines, **fields):
    if fields["title"] == "forbidden":
        raise BusinessError("This title is taken.")
    paper = Paper.objects.create(number=next_number("paper"), created_by=user, **fields)
    write_lines(paper, lines)
    audit.record(paper, user, "Created")
    return paper


@transaction.atomic
def update_paper(pk, user, lines, **fields):
    paper = lock(Paper, pk)
    write_lines(paper, lines)
    return change(paper, user, "Edited", **fields)


def write_lines(paper, lines):
    paper.lines.all().delete()
    rows = [{name: value for name, value in line.items() if name != "id"} for line in lines]
    PaperLine.objects.bulk_create([PaperLine(paper=paper, **row) for row in rows])


def may_edit(user):
    return may_at_all(user, "contract", "U")


class TitleForm(BaseForm):
    title = forms.CharField(max_length=40)


class PaperList(ListPage):
    model = Paper
    table_class = PaperTable
    filterset_class = PaperFilters
    matrix_key = "contract"
    create_url = "paper-create"
    title = "Papers"
    presets = (Preset("All", ""), Preset("Mine", "owner=me"))
    bulk_actions = (
        BulkAction("clear", "Clear", may_edit, clear, icon="eraser"),
        BulkAction("rename", "Rename", may_edit, rename, form=TitleForm, icon="pencil"),
    )

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("owner")

    def summary(self, rows):
        return [("Total", rows.aggregate(total=models.Sum("amount"))["total"])]


def is_owner(user, paper):
    return paper.owner_id == user.pk


class PaperLines(LineTable):
    no_totals = ("price",)

    price = MoneyColumn()

    class Meta(LineTable.Meta):
        model = PaperLine
        fields = ("name", "quantity", "price")


class PaperDetail(DetailPage):
    model = Paper
    related = ("owner",)
    actions = (
        Action(
            "submit",
            "Submit",
            is_owner,
            lambda pk, user: approvals.submit(Paper.objects.get(pk=pk), user),
            icon="send",
            style="primary",
            to="manager",
            why_not=lambda user, paper: "It waits for the manager." if paper.status == "manager" else "",
        ),
        Action(
            "rename",
            "Rename",
            is_owner,
            rename,
            form=TitleForm,
            icon="pencil",
            style="success",
            initial=lambda user, paper: {"title": paper.title},
        ),
        Action("clear", "Clear", is_owner, clear, icon="eraser", confirm="Really?"),
    )

    def facts(self, obj):
        return [("Amount", obj.amount), ("Owner", obj.owner), Fact("Title", obj.title, wide=True)]

    def lines(self, obj):
        return PaperLines(obj.lines.all(), user=self.request.user)


class PaperForm(BaseModelForm):
    owner = LookupField("paper-owner")

    class Meta:
        model = Paper
        fields = ["title", "amount", "owner"]
        groups = [("What", ["title", "amount"]), ("Who", ["owner"], "The person whose paper it is.")]


class PaperLineForm(LineForm):
    class Meta:
        model = PaperLine
        fields = ["name", "quantity", "price"]


PaperLineSet = line_formset(Paper, PaperLine, PaperLineForm, quantity="quantity", price="price")


class PaperCreate(CreatePage):
    model = Paper
    form_class = PaperForm
    line_formset = PaperLineSet
    matrix_key = "contract"
    create = create_paper


class PaperEdit(EditPage):
    model = Paper
    form_class = PaperForm
    line_formset = PaperLineSet
    update = update_paper


class PaperLineTab(TabList):
    model = Paper
    key = "paper-tab"
    table_class = PaperTable
    matrix_key = "contract"
    parent = PaperDetail
    parent_field = "pk"
    title = "Same paper"


class CustomerPaperList(PaperList):
    """For the exports: reps may not, managers within their region."""

    model = CustomerPaper
    key = "customer-paper"
    matrix_key = "customer"
    create_url = ""
