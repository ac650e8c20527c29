"""Addresses of job profiles."""

from performance.job_profile.views import ProfileCreate, ProfileDetail, ProfileEdit, ProfileList
from salesmgmt.core.web.urls import document_urls

urlpatterns = document_urls(
    "job-profiles", "job-profile", list=ProfileList, detail=ProfileDetail, create=ProfileCreate, edit=ProfileEdit
)
