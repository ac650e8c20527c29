"""Addresses of training."""

from django.urls import path

from performance.training.views import (
    CourseCreate,
    CourseDetail,
    CourseEdit,
    CourseList,
    OnboardingIncomplete,
    RecordCreate,
    RecordEdit,
    RecordList,
    TopicCreate,
    TopicEdit,
    TopicList,
    TrainingPdf,
)
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("training/onboarding/", register_list(OnboardingIncomplete).as_view(), name="onboarding-incomplete"),
    path("training/people/<int:pk>/pdf/", TrainingPdf.as_view(), name="training-file-pdf"),
    *document_urls("training/topics", "training-topic", list=TopicList, create=TopicCreate, edit=TopicEdit),
    *document_urls("training/records", "training-record", list=RecordList, create=RecordCreate, edit=RecordEdit),
    *document_urls(
        "training/courses", "training", list=CourseList, detail=CourseDetail, create=CourseCreate, edit=CourseEdit
    ),
]
