from performance.annual_review.models import AnnualReview
from performance.annual_review.states import ReviewStatus
from salesmgmt.core.web.filters import BaseFilterSet, StatusFilter


class AnnualReviewFilters(BaseFilterSet):
    status = StatusFilter(ReviewStatus)

    class Meta:
        model = AnnualReview
        fields = ["status", "year"]
        search = ("number",)
