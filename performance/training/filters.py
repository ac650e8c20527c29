from django.utils.translation import pgettext_lazy

from performance.training.models import TrainingCourse, TrainingRecord
from performance.training.states import TrainingStatus
from salesmgmt.core.models import User
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, PersonFilter, StatusFilter


class CourseFilters(BaseFilterSet):
    status = StatusFilter(TrainingStatus)
    held_on = DateRangeFilter()

    class Meta:
        model = TrainingCourse
        fields = ["status", "topic", "held_on"]
        search = ("number", "title", "trainer")
        primary = ("status", "topic")


class RecordFilters(BaseFilterSet):
    employee = PersonFilter(label=pgettext_lazy("training", "employee"))
    date = DateRangeFilter()

    class Meta:
        model = TrainingRecord
        fields = ["employee", "topic", "result", "date"]
        search = ("employee__name", "topic__name")
        primary = ("employee", "topic")


class NewcomerFilters(BaseFilterSet):
    class Meta:
        model = User
        fields = ["unit"]
        search = ("name", "username")
