"""The demo company's training: onboarding of nearly everybody, courses planned, held and cancelled."""

import datetime as dt

from performance.training.course import cancel_course, hold_course, plan_course, record_training
from performance.training.models import TrainingTopic
from performance.training.states import TrainingResult
from performance.training.topic import load_first_topics
from salesmgmt.core.calendar import today


def build(company):
    """rep3 in the field office is new: two topics of four, one of them failed."""
    load_first_topics()
    topics = {topic.name: topic for topic in TrainingTopic.objects.all()}
    onboarding = list(TrainingTopic.objects.onboarding())
    for place, topic in enumerate(onboarding):
        day = today() - dt.timedelta(days=400 - 7 * place)
        record_training(company.manager, company.rep1, topic, day, TrainingResult.PASSED)
        record_training(company.manager, company.rep2, topic, day, TrainingResult.PASSED)
        record_training(company.manager2, company.rep4, topic, day, TrainingResult.PASSED)
    _held(company, topics["公司概况"], "新员工入职培训：公司概况", 21, [company.rep3], [])
    _held(company, topics["产品知识"], "新员工入职培训：产品知识", 14, [], [company.rep3])
    _held(company, topics["合同法律知识"], "民法典合同编与销售合同", 60, [company.rep1, company.rep2], [company.rep3])
    plan_course(
        company.supervisor,
        [company.rep1, company.rep3],
        topic=topics["销售流程"],
        title="新员工入职培训：销售流程",
        held_on=today() + dt.timedelta(days=5),
        trainer="赵雪梅",
        place="贵阳办事处会议室",
    )
    dropped = plan_course(
        company.manager2,
        [company.rep4],
        topic=topics["新产品"],
        title="轻量化制动盘新品介绍",
        held_on=today() + dt.timedelta(days=9),
        trainer="吴海涛",
    )
    cancel_course(dropped.pk, company.manager2, "新品延期至下季度发布")


def _held(company, topic, title, days, passed, failed):
    course = plan_course(
        company.manager,
        [*passed, *failed],
        topic=topic,
        title=title,
        held_on=today() - dt.timedelta(days=days),
        trainer="陈立新",
        place="总部二楼培训室",
    )
    hold_course(course.pk, company.manager, passed, failed)
