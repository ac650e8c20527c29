"""The pages of the clause library."""

from django.utils.translation import gettext_lazy as _

from contracts.clause.comparison import marked
from contracts.clause.filters import ClauseFilter
from contracts.clause.forms import ClauseEditForm, ClauseForm
from contracts.clause.library import edit_clause, next_version, retire_clause, submit_clause, write_clause
from contracts.clause.models import LibraryClause
from contracts.clause.permissions import can_edit_clause, can_retire_clause, can_write_clauses
from contracts.clause.states import ClauseStatus
from contracts.clause.tables import ClauseTable
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage, ReasonForm
from salesmgmt.core.web.lists import ListPage, Preset


class ClauseList(ListPage):
    model = LibraryClause
    table_class = ClauseTable
    filterset_class = ClauseFilter
    create_url = "clause-create"
    icon = "books"
    presets = (
        Preset(_("All"), ""),
        Preset(_("In use"), f"status={ClauseStatus.APPROVED}"),
        Preset(_("In review"), f"status={ClauseStatus.LEGAL_REVIEW}"),
    )
    empty_title = _("No clause yet")
    empty_text = _("Write a clause and submit it to legal; the forms of contracts offer it once it is approved.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("created_by")


class ClauseDetail(DetailPage):
    model = LibraryClause
    template_name = "contracts/clause/detail.html"
    related = ("created_by",)
    has_attachments = False
    actions = (
        Action(
            "submit",
            _("Submit"),
            can_edit_clause,
            submit_clause,
            to=ClauseStatus.LEGAL_REVIEW,
            icon="send",
            style="primary",
        ),
        Action(
            "next",
            _("New version"),
            lambda user, clause: clause.status == ClauseStatus.APPROVED and can_write_clauses(user),
            next_version,
            icon="copy-plus",
            style="primary",
            goto=lambda made, clause: made.get_absolute_url(),
        ),
        Action(
            "retire",
            _("Take out of use"),
            can_retire_clause,
            retire_clause,
            form=ReasonForm,
            to=ClauseStatus.RETIRED,
            icon="archive",
        ),
    )

    def can_edit(self, user, obj):
        return can_edit_clause(user, obj)

    def title(self, obj):
        return obj.title

    def facts(self, obj):
        return [
            (_("clause of the contract"), obj.get_field_display()),
            (_("Version"), f"V{obj.version}"),
            (_("approved on"), obj.approved_on),
            (_("created by"), obj.created_by),
            Fact(_("when it is used"), obj.usage or "—", wide=True),
        ]

    def extra_context(self, obj):
        former = (
            LibraryClause.objects.filter(field=obj.field, name=obj.name, version__lt=obj.version)
            .exclude(status=ClauseStatus.DISCARDED)
            .first()
        )
        return {"former": former, "segments": marked(former.text, obj.text) if former else None}


class ClauseCreate(CreatePage):
    model, form_class = LibraryClause, ClauseForm
    create = write_clause
    help_text = _("A name that exists already gives its next version.")


class ClauseEdit(EditPage):
    model, form_class = LibraryClause, ClauseEditForm
    update = edit_clause
    may_edit = can_edit_clause
