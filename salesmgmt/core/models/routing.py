"""Which documents are addressed to which role or person beyond their row scope."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from salesmgmt.core.models import Document, User


class RouteQuerySet(models.QuerySet):
    def of(self, document: Document) -> Any:
        return self.filter(content_type=ContentType.objects.get_for_model(document), object_id=document.pk)

    def to(self, user: User) -> Any:
        """Routes to one of the person's roles, to himself, or to somebody he substitutes today."""
        return self.to_any(user.acting_roles, user.acting_ids)

    def to_any(self, roles: Sequence[str], people: Sequence[int]) -> Any:
        return self.filter(Q(role__in=roles) | Q(user__in=people))


class Route(models.Model):
    """This role or this person may read this document (roles.md, row-level rule 3)."""

    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.BigIntegerField()
    role = models.CharField(max_length=10, choices=Role.choices, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RouteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "role", "object_id"], condition=~Q(role=""), name="route_once_per_role"
            ),
            models.UniqueConstraint(
                fields=["content_type", "user", "object_id"],
                condition=Q(user__isnull=False),
                name="route_once_per_user",
            ),
            models.CheckConstraint(
                condition=Q(role="", user__isnull=False) | (~Q(role="") & Q(user__isnull=True)),
                name="route_to_a_role_or_a_user",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.content_type_id}/{self.object_id} → {self.role or self.user_id}"
