"""List pages: a few lines on one base (docs/adding-a-document.md). What a room needs for them, under one name."""

from salesmgmt.core.web.bulk import BulkAction
from salesmgmt.core.web.counting import capped_count
from salesmgmt.core.web.filters import BaseFilterSet
from salesmgmt.core.web.list_opening import Preset
from salesmgmt.core.web.list_page import PAGE_SIZES, ListPage
from salesmgmt.core.web.tab_list import TabList, creates
from salesmgmt.core.web.tables import BaseTable

__all__ = [
    "PAGE_SIZES",
    "BaseFilterSet",
    "BaseTable",
    "BulkAction",
    "ListPage",
    "Preset",
    "TabList",
    "capped_count",
    "creates",
]
