"""The list of topics: data, begun with those the sources name (TEAM-03)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.training.models import TrainingTopic
from performance.training.permissions import can_keep_topics
from performance.training.states import TopicKind
from salesmgmt.core import audit
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, lock, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User

# 001 二(一)2: company, product, sales process, service; 001 二(一)3, 004 §5.3: what is trained regularly.
FIRST_TOPICS = (
    ("公司概况", TopicKind.ONBOARDING),
    ("产品知识", TopicKind.ONBOARDING),
    ("销售流程", TopicKind.ONBOARDING),
    ("售后服务", TopicKind.ONBOARDING),
    ("行业动态", TopicKind.REGULAR),
    ("新产品", TopicKind.REGULAR),
    ("销售技能", TopicKind.REGULAR),
    ("客户管理系统", TopicKind.REGULAR),
    ("市场营销知识", TopicKind.REGULAR),
    ("商务知识", TopicKind.REGULAR),
    ("财务知识", TopicKind.REGULAR),
    ("合同法律知识", TopicKind.REGULAR),
)


def load_first_topics(model: type[Any] = TrainingTopic) -> None:
    """For the migration, and for tests that emptied the database (TEAM-03)."""
    if not model.objects.exists():
        model.objects.bulk_create(
            [
                model(name=name, kind=str(kind), position=place * 10)
                for place, (name, kind) in enumerate(FIRST_TOPICS, start=1)
            ]
        )


@transaction.atomic
def create_topic(user: User, **fields: Any) -> TrainingTopic:
    require(can_keep_topics(user))
    try:
        with transaction.atomic():
            topic = TrainingTopic.objects.create(**fields)
    except IntegrityError as twice:
        raise BusinessError(_("This topic is in the list already.")) from twice
    audit.record(topic, user, gettext_noop("Created"))
    return topic


@transaction.atomic
def update_topic(pk: int, user: User, **fields: Any) -> TrainingTopic:
    """Renamed, moved or taken out of use; what was passed stays."""
    topic = lock(TrainingTopic, pk)
    require(can_keep_topics(user))
    return change(topic, user, gettext_noop("Edited"), **fields)
