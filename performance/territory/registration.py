"""What regions, field offices and product lines tell core about themselves."""

from performance.territory.permissions import reads_territories
from performance.territory.views import TITLE
from salesmgmt.core import registry


def register():
    registry.register_menu("performance", TITLE, "territory-list", "map-2", reads_territories, 280)
