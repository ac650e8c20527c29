"""Row-level scope of greetings, festivals, campaigns and invitations (SEC-01)."""

from salesmgmt.core.querysets import ScopedQuerySet
from salesmgmt.core.search import SearchQuerySet


class CareQuerySet(ScopedQuerySet):
    MATRIX_KEY = "follow_up"

    def open(self):
        return self.filter(status="draft")


class FestivalQuerySet(ScopedQuerySet):
    MATRIX_KEY = "festival"


class CampaignQuerySet(SearchQuerySet, ScopedQuerySet):
    MATRIX_KEY = "campaign"


class InvitationQuerySet(ScopedQuerySet):
    """Whom a campaign invites is seen with the customer."""

    MATRIX_KEY = "customer"
