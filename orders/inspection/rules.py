from orders.inspection.states import InspectionStatus


def inspection_status(quantity, passed):
    """All passed, or failed with something to rework (QC-02)."""
    return InspectionStatus.PASSED if passed == quantity else InspectionStatus.FAILED
