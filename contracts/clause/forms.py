from contracts.clause.models import LibraryClause
from salesmgmt.core.web.forms import BaseModelForm


class ClauseForm(BaseModelForm):
    class Meta:
        model = LibraryClause
        fields = ["field", "name", "text", "usage"]


class ClauseEditForm(ClauseForm):
    """A version keeps its name and its place in the contract."""

    class Meta(ClauseForm.Meta):
        fields = ["text", "usage"]
