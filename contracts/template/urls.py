"""Addresses of the model contract."""

from contracts.template import views
from salesmgmt.core.web.urls import document_urls

urlpatterns = document_urls(
    "contract-templates",
    "contract-template",
    list=views.TemplateList,
    detail=views.TemplateDetail,
    create=views.TemplateCreate,
    edit=views.TemplateEdit,
)
