"""What quality information, samples and product information tell core."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.customer.menu import has, reads
from customers.feedback.models import ServiceFeedback
from customers.product_info.models import ProductDocument, ProductNews
from customers.quality.exports import build_causes
from customers.quality.models import DEPARTMENTS, ImprovementAction, ImprovementSuggestion, QualityOpinion
from customers.quality.voice import open_voices
from customers.quality_report import weekly as quality_reports
from customers.quality_report.models import QualityFeedbackReport
from customers.sample.approval import SAMPLE_REQUEST
from customers.sample.models import SampleRequest
from salesmgmt.core import registry
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.exports import register_export
from salesmgmt.core.permissions import Role, may_at_all
from salesmgmt.core.web.status import register_tones

IS_DEPARTMENT = has(*(role for role, _label in DEPARTMENTS))


def register():
    register_tones(warn="to_send", info="forwarded", good="answered published valid")
    _documents()
    _menu()
    _tabs()
    _cards()
    _clock()
    approvals.register(SAMPLE_REQUEST)
    register_export(
        "quality-causes", _("Products and causes"), build_causes,
        lambda user: may_at_all(user, "quality_opinion", "E"),
    )  # fmt: skip


def _documents():
    for model, prefix, label, plural, icon, url_name in (
        (QualityOpinion, "QOP", _("Quality opinion"), _("Quality opinions"), "message-report", "quality-opinion-list"),
        (ImprovementAction, "IMP", _("Improvement action"), _("Improvement actions"), "tool", "improvement-action-list"),
        (ImprovementSuggestion, "SUG", _("Improvement suggestion"), _("Improvement suggestions"), "bulb",
         "improvement-suggestion-list"),
        (ServiceFeedback, "SFB", _("Service feedback"), pgettext_lazy("plural", "Service feedback"), "star",
         "service-feedback-list"),
        (QualityFeedbackReport, "QFR", _("Quality feedback form"), _("Quality feedback forms"), "report",
         "quality-report-list"),
        (ProductDocument, "DOC", _("Product document"), _("Product documents"), "books", "product-document-list"),
        (ProductNews, "PN", _("Product news"), pgettext_lazy("plural", "Product news"), "news", "product-news-list"),
        (SampleRequest, "SMP", _("Sample request"), _("Sample requests"), "test-pipe", "sample-request-list"),
    ):  # fmt: skip
        registry.register_document(model, prefix, label, plural, icon, url_name, search=model is ProductDocument)


def _menu():
    registry.register_menu(
        "service", _("Quality opinions"), "quality-opinion-list", "message-report", reads("quality_opinion"), order=80
    )
    registry.register_menu(
        "service", _("Weekly quality form"), "quality-report-list", "report", reads("quality_report"), order=81
    )
    registry.register_menu(
        "service", _("Sample requests"), "sample-request-list", "test-pipe", reads("sample_request"), order=83
    )
    registry.register_menu(
        "service", _("Product documents"), "product-document-list", "books", reads("product_info"), order=84
    )


def _tabs():
    registry.register_tab("customer", registry.Tab(
        "quality", pgettext_lazy("tab", "Quality"), "customer-quality", icon="message-report", order=30,
        count=open_voices, can=lambda user, customer: may_at_all(user, "quality_opinion", "R"),
    ))  # fmt: skip
    registry.register_tab("product_news", registry.Tab(
        "recipients", pgettext_lazy("product news", "Recipients"), "product-news-recipients", icon="users", order=10,
        count=lambda news, user: news.recipients.visible_to(user),
        can=lambda user, news: may_at_all(user, "quality_opinion", "R"),
    ))  # fmt: skip


def _cards():
    """The overdue lists of SVC-08: the rep's own customers, and what a department was handed."""
    registry.register_home_card(
        "opinions-overdue", _("Overdue quality opinions"), reads("quality_opinion"),
        lambda user: QualityOpinion.objects.visible_to(user).overdue(),
        "quality-opinion-list?overdue=true", icon="message-report", tone="bad", order=27,
    )  # fmt: skip
    registry.register_home_card(
        "opinions-to-answer", _("Quality opinions to answer"), IS_DEPARTMENT,
        lambda user: QualityOpinion.objects.visible_to(user).filter(status="forwarded", department__in=user.roles),
        "quality-opinion-list?status=forwarded", icon="message-reply", tone="warn", order=26,
    )  # fmt: skip
    registry.register_home_card(
        "actions-overdue", _("Overdue improvement actions"), reads("quality_opinion"),
        lambda user: ImprovementAction.objects.visible_to(user).overdue(),
        "improvement-action-list?overdue=true", icon="tool", tone="bad", order=28,
    )  # fmt: skip
    registry.register_home_card(
        "suggestions-open", _("Suggestions to answer"), has(Role.TEC),
        lambda user: ImprovementSuggestion.objects.visible_to(user).filter(status="open"),
        "improvement-suggestion-list?status=open", icon="bulb", tone="warn", order=27,
    )  # fmt: skip


def _clock():
    registry.register_task_kind(
        quality_reports.MISSING, _("Quality feedback form missing"), "report", by_hand=False,
        how=_("Submit the form of that week; it is done with it."),
    )  # fmt: skip
    registry.register_periodic(
        "quality-form-draft", _("Drafts of the weekly quality form"), "0 14 * * 5", quality_reports.draft_week,
        rules="SVC-10",
    )  # fmt: skip
    registry.register_periodic(
        "quality-form-missing", _("Weekly quality forms that are missing"), "0 7 * * 1",
        quality_reports.ask_for_missing, rules="SVC-10", every_slot=True,
    )  # fmt: skip
