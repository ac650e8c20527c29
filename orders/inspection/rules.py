def inspection_status(quantity, passed):
    """All passed, or failed with something to rework (QC-02)."""
    return "passed" if passed == quantity else "failed"
