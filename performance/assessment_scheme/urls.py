"""Addresses of assessment schemes."""

from performance.assessment_scheme.views import SchemeCreate, SchemeDetail, SchemeEdit, SchemeList
from salesmgmt.core.web.urls import document_urls

urlpatterns = document_urls(
    "assessment-schemes",
    "assessment-scheme",
    list=SchemeList,
    detail=SchemeDetail,
    create=SchemeCreate,
    edit=SchemeEdit,
)
