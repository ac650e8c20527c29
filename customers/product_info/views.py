"""Pages of the product library and of product news."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.product_info import permissions as allowed
from customers.product_info import publishing as info
from customers.product_info.filters import DocumentFilters, NewsFilters, RecipientFilters
from customers.product_info.forms import DocumentForm, NewsForm, RecipientsForm
from customers.product_info.models import NewsRecipient, ProductDocument, ProductNews
from customers.product_info.permissions import can_choose_recipients, reads_products, sends_news
from customers.product_info.tables import DocumentTable, NewsTable, RecipientTable
from salesmgmt.core.models import Attachment
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage, ReasonForm
from salesmgmt.core.web.lists import BulkAction, ListPage, Preset, TabList


class DocumentList(ListPage):
    model = ProductDocument
    matrix_key = "product_info"
    table_class = DocumentTable
    filterset_class = DocumentFilters
    create_url = "product-document-create"
    presets = (Preset(_("Valid"), f"status={ProductDocument.Status.VALID}"), Preset(_("All"), ""))
    links = ((_("Product news"), "product-news-list", "news", reads_products),)
    icon = "books"
    empty_title = _("No documents yet")
    empty_text = _("Put data sheets, manuals and certificates here, so that everybody shows the same.")

    @classmethod
    def base_queryset(cls, user):
        kind = ContentType.objects.get_for_model(ProductDocument)
        files = Attachment.objects.filter(content_type=kind, object_id=OuterRef("pk"), removed_at__isnull=True)
        number = files.order_by().values("object_id").annotate(n=Count("pk")).values("n")
        rows = super().base_queryset(user).select_related("product_category")
        return rows.annotate(files=Coalesce(Subquery(number, output_field=IntegerField()), 0))


class DocumentDetail(DetailPage):
    model = ProductDocument
    related = ("product_category", "created_by")
    actions = (
        Action(
            "withdraw",
            _("Withdraw the document"),
            allowed.can_edit_product_info,
            info.withdraw_document,
            form=ReasonForm,
            to=ProductDocument.Status.WITHDRAWN,
            style="",
            icon="circle-x",
        ),
        Action(
            "restore",
            _("Put in force again"),
            allowed.can_edit_product_info,
            info.restore_document,
            to=ProductDocument.Status.VALID,
            style="",
            icon="refresh",
        ),
    )

    def title(self, obj):
        return obj.name

    def can_edit(self, user, obj):
        return allowed.can_change_product_info(user, obj)

    def facts(self, obj):
        return [
            (_("Topic"), obj.get_topic_display()),
            (_("Product"), obj.product_name),
            (_("Product category"), obj.product_category),
            (_("Edition"), obj.edition),
            (_("Created by"), obj.created_by),
            (_("Created at"), obj.created_at),
            Fact(_("Content"), obj.summary, wide=True),
        ]


class DocumentCreate(CreatePage):
    model = ProductDocument
    matrix_key = "product_info"
    form_class = DocumentForm
    help_text = _("The files are attached on the page of the document.")
    create = info.create_document


class InfoEdit(EditPage):
    may_edit = allowed.can_change_product_info


class DocumentEdit(InfoEdit):
    model = ProductDocument
    form_class = DocumentForm
    update = info.update_document


class NewsList(ListPage):
    model = ProductNews
    matrix_key = "product_info"
    table_class = NewsTable
    filterset_class = NewsFilters
    create_url = "product-news-create"
    presets = (
        Preset(_("All"), ""),
        Preset(_("Published"), f"status={ProductNews.Status.PUBLISHED}"),
        Preset(_("Drafts"), f"status={ProductNews.Status.DRAFT}"),
    )
    icon = "news"
    empty_title = _("No product news yet")
    empty_text = _("Tell customers what was improved and what is new.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("product_category", "created_by")


class NewsDetail(DetailPage):
    model = ProductNews
    related = ("product_category", "created_by")
    actions = (
        Action(
            "publish",
            _("Publish"),
            allowed.can_edit_product_info,
            info.publish_news,
            to=ProductNews.Status.PUBLISHED,
            style="primary",
            icon="speakerphone",
            confirm=_("The text can no longer be changed then. Publish it?"),
        ),
        Action(
            "choose",
            _("Choose recipients"),
            can_choose_recipients,
            info.choose_recipients,
            form=RecipientsForm,
            style="primary",
            icon="users-plus",
            help_text=_("Nothing is sent by itself: each mail is a draft that a person reads and sends."),
        ),
    )

    def title(self, obj):
        return obj.headline

    def can_edit(self, user, obj):
        return allowed.can_change_product_info(user, obj)

    def facts(self, obj):
        return [
            (_("Kind"), obj.get_kind_display()),
            (_("Product"), obj.product_label),
            (_("Published on"), obj.published_on),
            (_("Created by"), obj.created_by),
            Fact(_("Text"), obj.body, wide=True),
        ]


class NewsCreate(CreatePage):
    model = ProductNews
    matrix_key = "product_info"
    form_class = NewsForm
    create = info.create_news


class NewsEdit(InfoEdit):
    model = ProductNews
    form_class = NewsForm
    update = info.update_news


class NewsRecipients(TabList):
    """Whom, when, by whom (SVC-09); the customers of this person's scope."""

    model = NewsRecipient
    matrix_key = "quality_opinion"
    key = "news-recipients"
    title = pgettext_lazy("product news", "Recipients")
    table_class = RecipientTable
    filterset_class = RecipientFilters
    parent, parent_field = NewsDetail, "news"
    bulk_actions = (BulkAction("sent", _("Mark as sent"), sends_news, info.mark_news_sent, icon="send"),)
    icon = "users"
    empty_title = _("Nobody was chosen yet")
    empty_text = _("Choose recipients on the page of the news.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("customer__owner", "contact", "news", "sent_by")
