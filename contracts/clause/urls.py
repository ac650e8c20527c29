"""Addresses of the clause library."""

from contracts.clause import views
from salesmgmt.core.web.urls import document_urls

urlpatterns = document_urls(
    "clauses",
    "clause",
    list=views.ClauseList,
    detail=views.ClauseDetail,
    create=views.ClauseCreate,
    edit=views.ClauseEdit,
)
