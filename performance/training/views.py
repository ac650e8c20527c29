"""Pages of training (TEAM-03)."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views import View

from performance.training.course import (
    cancel_course,
    correct_record,
    hold_course,
    plan_course,
    record_training,
    update_course,
)
from performance.training.filters import CourseFilters, NewcomerFilters, RecordFilters
from performance.training.forms import CorrectionForm, CourseForm, HeldForm, RecordForm, TopicForm
from performance.training.models import TrainingCourse, TrainingRecord, TrainingTopic
from performance.training.onboarding import incomplete
from performance.training.papers import training_pdf
from performance.training.permissions import (
    can_keep_topics,
    can_record_training,
    can_run_course,
    people_of,
    reads_records,
)
from performance.training.states import TrainingStatus
from performance.training.tables import CourseRecordTable, CourseTable, NewcomerTable, RecordTable, TopicTable
from performance.training.topic import create_topic, update_topic
from salesmgmt.core.models import User
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage, ReasonForm
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, Preset


class CourseList(ListPage):
    model = TrainingCourse
    table_class = CourseTable
    filterset_class = CourseFilters
    create_url = "training-create"
    create_label = gettext_lazy("Plan a course")
    links = (
        (gettext_lazy("Training records"), "training-record-list", "certificate", reads_records),
        (gettext_lazy("Onboarding incomplete"), "onboarding-incomplete", "user-question", reads_records),
        (pgettext_lazy("training", "Topics"), "training-topic-list", "list", can_keep_topics),
    )
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(pgettext_lazy("training", "Planned"), f"status={TrainingStatus.PLANNED}"),
        Preset(pgettext_lazy("training", "Held"), f"status={TrainingStatus.HELD}"),
    )
    empty_title = gettext_lazy("No courses yet")
    empty_text = gettext_lazy("Onboarding and regular training are planned here, and their results recorded.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("topic")


class CourseDetail(DetailPage):
    model = TrainingCourse
    related = ("topic", "created_by")
    lines_title = gettext_lazy("Results")
    actions = (
        Action(
            "hold",
            pgettext_lazy("training", "Record who took part"),
            can_run_course,
            hold_course,
            form=HeldForm,
            to=TrainingStatus.HELD,
            style="primary",
            icon="certificate",
        ),
        Action(
            "cancel",
            pgettext_lazy("training", "Cancel the course"),
            can_run_course,
            cancel_course,
            form=ReasonForm,
            to=TrainingStatus.CANCELLED,
            style="danger",
            icon="x",
        ),
    )

    def title(self, obj):
        return obj.title

    def can_edit(self, user, obj):
        return can_run_course(user, obj)

    def facts(self, obj):
        people = "、".join(str(person) for person in obj.participants.order_by("name"))
        return [
            (pgettext_lazy("training", "Topic"), obj.topic.name),
            (pgettext_lazy("training", "Kind of training"), obj.topic.get_kind_display()),
            (pgettext_lazy("training", "Day of the course"), obj.held_on),
            (pgettext_lazy("training", "Trainer"), obj.trainer),
            (pgettext_lazy("training", "Place"), obj.place),
            Fact(pgettext_lazy("training", "Participants"), people, wide=True),
            *([Fact(_("Content"), obj.content, wide=True)] if obj.content else []),
        ]

    def lines(self, obj):
        records = TrainingRecord.objects.visible_to(self.request.user).filter(course=obj).select_related("employee")
        if obj.status != TrainingStatus.HELD:
            return None
        return CourseRecordTable(records.order_by("employee__name", "pk"), user=self.request.user)


class CourseCreate(CreatePage):
    model = TrainingCourse
    form_class = CourseForm
    create = plan_course


class CourseEdit(EditPage):
    model = TrainingCourse
    form_class = CourseForm
    update = update_course
    may_edit = can_run_course


class RecordList(ListPage):
    model = TrainingRecord
    key = matrix_key = "training_record"
    title = gettext_lazy("Training records")
    table_class = RecordTable
    filterset_class = RecordFilters
    create_url = "training-record-create"
    create_label = gettext_lazy("Record a result")
    links = ((gettext_lazy("Onboarding incomplete"), "onboarding-incomplete", "user-question", reads_records),)
    empty_title = gettext_lazy("Nothing recorded yet")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("employee", "topic", "recorded_by")


class RecordPage:
    """What recording and correcting share."""

    model = TrainingRecord
    matrix_key = "training_record"

    def get_success_url(self, document):
        return reverse("training-record-list")

    def get_cancel_url(self, obj):
        return reverse("training-record-list")

    def get_crumbs(self, obj):
        return [Crumb(_("Training records"), reverse("training-record-list")), Crumb(self.get_title())]


class RecordCreate(RecordPage, CreatePage):
    form_class = RecordForm
    create = record_training
    title = gettext_lazy("Record a result")


class RecordEdit(RecordPage, EditPage):
    form_class = CorrectionForm
    update = correct_record

    def check_may(self, obj):
        require(can_record_training(self.request.user, obj.employee))

    def get_title(self):
        return _("Correct a result")


class OnboardingIncomplete(ListPage):
    """TEAM-03: the representatives without all topics of onboarding, with those they lack."""

    model = User
    key = "onboarding-incomplete"
    matrix_key = "training_record"
    title = gettext_lazy("Onboarding incomplete")
    icon = "user-question"
    table_class = NewcomerTable
    filterset_class = NewcomerFilters
    empty_title = gettext_lazy("Everybody has passed every topic of onboarding")

    @classmethod
    def may_export(cls, user):
        return False

    @classmethod
    def base_queryset(cls, user):
        return incomplete(user).select_related("unit", "superior")

    def may_create(self):
        return False


class TopicList(ListPage):
    model = TrainingTopic
    key = "training-topic"
    title = pgettext_lazy("training", "Topics")
    table_class = TopicTable
    create_url = "training-topic-create"

    @classmethod
    def may_open(cls, user):
        return can_keep_topics(user)

    @classmethod
    def may_export(cls, user):
        return False

    def may_create(self):
        return can_keep_topics(self.request.user)

    @classmethod
    def base_queryset(cls, user):
        return TrainingTopic.objects.all()


class TopicPage:
    """What adding and changing a topic share."""

    model = TrainingTopic
    form_class = TopicForm

    def check_may(self, obj):
        require(can_keep_topics(self.request.user))

    def get_success_url(self, document):
        return reverse("training-topic-list")

    def get_cancel_url(self, obj):
        return reverse("training-topic-list")

    def get_crumbs(self, obj):
        return [Crumb(self.list_title, reverse("training-topic-list")), Crumb(self.get_title())]

    list_title = pgettext_lazy("training", "Topics")


class TopicCreate(TopicPage, CreatePage):
    title = gettext_lazy("New topic")
    create = create_topic


class TopicEdit(TopicPage, EditPage):
    update = update_topic

    def get_object(self):
        return get_object_or_404(TrainingTopic, pk=self.kwargs["pk"])


class TrainingPdf(View):
    """F-41 of one person."""

    def get(self, request, pk):
        require(reads_records(request.user))
        employee = get_object_or_404(people_of(request.user, "R").select_related("superior", "unit"), pk=pk)
        return pdf_response(training_pdf(employee), f"培训记录-{employee}.pdf")
