from salesmgmt.core.querysets import ScopedQuerySet
from salesmgmt.core.search import SearchQuerySet


class CampaignQuerySet(SearchQuerySet, ScopedQuerySet):
    MATRIX_KEY = "campaign"


class InvitationQuerySet(ScopedQuerySet):
    """Whom a campaign invites is seen with the customer."""

    MATRIX_KEY = "customer"


class TaskQuerySet(ScopedQuerySet):
    """What is to be done for a campaign is seen by whoever sees campaigns."""

    MATRIX_KEY = "campaign"
    OWNER = "person"
