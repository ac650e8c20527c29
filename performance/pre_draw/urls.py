"""Addresses of pre-draws."""

from performance.pre_draw.views import PreDrawDetail, PreDrawList
from salesmgmt.core.web.urls import document_urls

urlpatterns = document_urls("pre-draws", "pre-draw", list=PreDrawList, detail=PreDrawDetail)
