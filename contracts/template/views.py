"""The pages of the company's model contracts."""

from django.utils.translation import gettext_lazy as _

from contracts.template.filters import TemplateFilter
from contracts.template.forms import TemplateEditForm, TemplateForm
from contracts.template.models import CLAUSES, ContractTemplate
from contracts.template.permissions import can_keep_templates
from contracts.template.standard import NAME, TEXTS
from contracts.template.tables import TemplateTable
from contracts.template.versions import edit_template, put_in_force, take_back_template, write_template
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.form_classes import ReasonForm
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.lists import ListPage


class TemplateList(ListPage):
    model = ContractTemplate
    table_class = TemplateTable
    filterset_class = TemplateFilter
    matrix_key, key = "contract", "contract-templates"
    create_url = "contract-template-create"
    title = _("Contract templates")
    icon = "template"
    empty_title = _("No contract template yet")
    empty_text = _("The legal department writes the company's model contract and puts it in force.")

    def may_create(self):
        return can_keep_templates(self.request.user)

    @classmethod
    def may_export(cls, user):
        return False


class TemplateDetail(DetailPage):
    model = ContractTemplate
    has_attachments = False
    actions = (
        Action(
            "force",
            _("Put in force"),
            lambda user, template: can_keep_templates(user),
            put_in_force,
            to="in_force",
            icon="gavel",
            style="primary",
            confirm=_("From now on contracts are drafted from this version. Continue?"),
        ),
        Action(
            "take-back",
            _("Take back"),
            lambda user, template: template.status == "in_force" and can_keep_templates(user),
            take_back_template,
            form=ReasonForm,
            to="draft",
            icon="arrow-back-up",
            help_text=_("Only while no contract was drafted from it. The version before is in force again."),
        ),
    )

    def can_edit(self, user, obj):
        return obj.is_editable and can_keep_templates(user)

    def facts(self, obj):
        texts = [Fact(obj._meta.get_field(name).verbose_name, getattr(obj, name), wide=True) for name in CLAUSES]
        return [
            (_("Version"), f"V{obj.version}"),
            (_("In force from"), obj.in_force_from),
            (_("Law reference"), obj.law_reference),
            *texts,
        ]

    def _crumbs(self, obj, kind):
        return [Crumb(TemplateList.title, "/contract-templates/"), Crumb(str(obj))]


class TemplateCreate(CreatePage):
    model, form_class = ContractTemplate, TemplateForm
    matrix_key = "contract"
    create = write_template
    title = _("New version of a contract template")
    help_text = _("A name that exists already gives its next version.")

    def check_may(self, obj):
        require(can_keep_templates(self.request.user))

    def get_initial(self):
        newest = ContractTemplate.objects.in_force().first()
        texts = newest.clause_texts() if newest else TEXTS
        return {"name": newest.name if newest else NAME, **texts, **super().get_initial()}


class TemplateEdit(EditPage):
    model, form_class = ContractTemplate, TemplateEditForm
    update = edit_template

    def check_may(self, obj):
        require(can_keep_templates(self.request.user))
        if not obj.is_editable:
            raise BusinessError(_("A version that was in force is not edited. Write a new version."))
