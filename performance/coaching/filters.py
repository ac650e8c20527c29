import django_filters as filters

from performance.coaching.models import CoachingNote
from performance.coaching.states import CoachingTopic
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, PersonFilter, StatusFilter


class CoachingNoteFilters(BaseFilterSet):
    status = StatusFilter(CoachingNote.Status)
    rep = PersonFilter()
    topic = filters.ChoiceFilter(choices=CoachingTopic.choices)
    due_on = DateRangeFilter()

    class Meta:
        model = CoachingNote
        fields = ["status", "rep", "topic", "due_on"]
        search = ("number", "rep__name", "problem", "measure")
        primary = ("status", "rep")
