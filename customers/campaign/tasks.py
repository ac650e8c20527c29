"""What is to be done for a campaign, in its four stages (MKT-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.campaign.models import Campaign, CampaignTask
from customers.campaign.permissions import can_give_task, can_tick_task
from customers.campaign.states import CampaignStage
from salesmgmt.core import audit
from salesmgmt.core.domain.todo import close_tasks, open_task
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import lock, require

if TYPE_CHECKING:
    import datetime as dt

    from salesmgmt.core.models import User

TODO = "campaign_task"


@transaction.atomic
def give_task(pk: int, user: User, stage: str, name: str, person: User, due_on: dt.date) -> Campaign:
    """A task of one of the four stages, with its person and day; it stands among his to-dos (MKT-04)."""
    campaign = lock(Campaign, pk)
    require(can_give_task(user, campaign))
    if not name.strip():
        raise BusinessError(_("Say what the task is."))
    if due_on > campaign.ends_on:
        raise BusinessError(_("The task is due only after the campaign has ended."))
    task = CampaignTask.objects.create(campaign=campaign, stage=stage, name=name, person=person, due_on=due_on)
    audit.record(campaign, user, gettext_noop("Task given"), comment=f"{name} ({person})")
    open_task(
        TODO,
        campaign,
        person,
        lambda: f"{campaign.name}: {CampaignStage(stage).label} · {name}",
        key=str(task.pk),
        due_on=due_on,
    )
    return campaign


@transaction.atomic
def tick_task(pk: int, user: User) -> CampaignTask:
    """Done, or not done after all; the to-do goes with it (MKT-04)."""
    campaign_pk = CampaignTask.objects.values_list("campaign", flat=True).get(pk=pk)
    lock(Campaign, campaign_pk)
    task = lock(CampaignTask, pk, "campaign", "person")
    require(can_tick_task(user, task))
    is_done = task.done_at is None
    task.done_at, task.done_by = (timezone.now(), user) if is_done else (None, None)
    task.save(update_fields=["done_at", "done_by"])
    if is_done:
        close_tasks(task.campaign, TODO, user, key=str(task.pk))
    action = gettext_noop("Task done") if is_done else gettext_noop("Task open again")
    audit.record(task.campaign, user, action, comment=task.name)
    return task


def by_stage(campaign: Campaign) -> list[tuple]:
    """``[(stage, tasks)]`` of all four stages."""
    tasks = list(campaign.tasks.select_related("person", "done_by", "campaign"))
    return [(stage, [task for task in tasks if task.stage == stage]) for stage in CampaignStage]
