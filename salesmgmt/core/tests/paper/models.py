from django.conf import settings
from django.db import models

from salesmgmt.core.domain.approvals import Approval, Step
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Document
from salesmgmt.core.money import MoneyField
from salesmgmt.core.permissions import Role
from salesmgmt.core.querysets import ScopedQuerySet
from salesmgmt.core.search import Searchable, SearchQuerySet, search_index
from salesmgmt.core.state import StatusField, status_trigger

# A name of the module, because the class body of Meta cannot see the names of the class around it.
TRANSITIONS = {
    "draft": ["manager"],
    "manager": ["joint", "draft", "rejected"],
    "joint": ["gm", "manager", "draft", "rejected"],
    "gm": ["approved", "joint", "draft", "rejected"],
    "rejected": ["draft"],
}


class PaperQuerySet(SearchQuerySet, ScopedQuerySet):
    MATRIX_KEY = "contract"
    OWNER = "owner"


class Paper(Searchable, Document):
    KIND = "paper"

    class Status(models.TextChoices):
        DRAFT = "draft"
        MANAGER = "manager"
        JOINT = "joint"
        GM = "gm"
        APPROVED = "approved"
        REJECTED = "rejected"

    TRANSITIONS = TRANSITIONS
    EDITABLE = ("draft",)
    SEARCH_FIELDS = ("title", "number", "owner__name")
    status = StatusField(Status)
    title = models.CharField(max_length=40, default="Paper")
    amount = MoneyField(default=0)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    objects = PaperQuerySet.as_manager()

    class Meta:
        triggers = [status_trigger(TRANSITIONS)]
        indexes = [search_index("paper_search")]

    @property
    def responsible(self):
        return self.owner

    def get_absolute_url(self):
        return f"/papers/{self.pk}/"


class CustomerPaperQuerySet(PaperQuerySet):
    MATRIX_KEY = "customer"


class CustomerPaper(Paper):
    """The same papers under the row of the matrix that knows the verb E."""

    objects = CustomerPaperQuerySet.as_manager()

    class Meta:
        proxy = True


class PaperLine(models.Model):
    paper = models.ForeignKey(Paper, models.CASCADE, related_name="lines")
    name = models.CharField(max_length=40)
    quantity = models.DecimalField(max_digits=10, decimal_places=3)
    price = MoneyField()


def new_paper(author, owner=None, **fields):
    return Paper.objects.create(number=next_number("paper"), created_by=author, owner=owner or author, **fields)


def steps_for(paper, policy):
    return [
        Step(1, Role.MGR, "Manager", "manager"),
        Step(2, Role.TEC, "Technical", "joint", key="technical"),
        Step(2, Role.QA, "Quality", "joint", key="quality"),
        Step(3, Role.GM, "General manager", "gm"),
    ]


def check_decision(paper, step, user, data):
    if step.key == "quality" and data.get("standard") == "missing":
        raise BusinessError("The standard is missing.")


PAPER = Approval(
    model=Paper,
    steps_for=steps_for,
    approved="approved",
    rejected="rejected",
    returned="draft",
    withdrawn="draft",
    can_submit=lambda user, paper: paper.owner_id == user.pk or paper.created_by_id == user.pk,
    check_decision=check_decision,
)
