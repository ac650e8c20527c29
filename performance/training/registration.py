"""What training tells core about itself."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.training.models import TrainingCourse
from performance.training.onboarding import due_of, incomplete
from performance.training.permissions import reads_records, reads_training
from performance.training.states import TrainingStatus
from salesmgmt.core import registry
from salesmgmt.core.web.status import register_tones


def register():
    registry.register_document(
        TrainingCourse,
        "TRN",
        pgettext_lazy("training", "Training course"),
        pgettext_lazy("training", "Training courses"),
        "school",
        "training-list",
        search=False,
    )
    registry.register_menu(
        "performance", pgettext_lazy("training", "Training"), "training-list", "school", reads_training, 320
    )
    registry.register_menu(
        "performance", _("Onboarding incomplete"), "onboarding-incomplete", "user-question", reads_records, 325
    )
    register_tones(good=[TrainingStatus.HELD])
    registry.register_home_card(
        "onboarding-incomplete",
        _("Onboarding incomplete"),
        reads_records,
        incomplete,
        "onboarding-incomplete",
        icon="user-question",
        tone="warn",
        order=75,
    )
    registry.register_section(
        "performance_person",
        registry.Section("training", "performance/training/_person.html", due_of, order=30),
    )
