"""Addresses of coaching notes."""

from performance.coaching.views import CoachingNoteCreate, CoachingNoteDetail, CoachingNoteEdit, CoachingNoteList
from salesmgmt.core.web.urls import document_urls

urlpatterns = document_urls(
    "coaching-notes",
    "coaching-note",
    list=CoachingNoteList,
    detail=CoachingNoteDetail,
    create=CoachingNoteCreate,
    edit=CoachingNoteEdit,
)
