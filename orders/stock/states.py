"""Where finished goods stand, and what moves them from one place to another."""

from django.db import models
from django.utils.translation import pgettext_lazy


class StockState(models.TextChoices):
    MADE = "made", pgettext_lazy("stock", "Made, to be inspected")
    REWORK = "rework", pgettext_lazy("stock", "In rework")
    PASSED = "passed", pgettext_lazy("stock", "Passed, to be taken in")
    FREE = "free", pgettext_lazy("stock", "Free")
    BOUND = "bound", pgettext_lazy("stock", "For orders")
    RESERVED = "reserved", pgettext_lazy("stock", "On delivery notes")
    RETURNED = "returned", pgettext_lazy("stock", "In the return store")


# What lies in the finished goods store; the return store is another place, what is not passed is no stock yet.
IN_STORE = (StockState.FREE, StockState.BOUND, StockState.RESERVED)


class MovementKind(models.TextChoices):
    TAKEN_OVER = "taken_over", pgettext_lazy("stock movement", "Taken over from the documents")
    OPENING = "opening", pgettext_lazy("stock movement", "Opening stock")
    MADE = "made", pgettext_lazy("stock movement", "Made")
    PASSED = "passed", pgettext_lazy("stock movement", "Inspection passed")
    FAILED = "failed", pgettext_lazy("stock movement", "Inspection failed")
    REWORKED = "reworked", pgettext_lazy("stock movement", "Rework finished")
    SCRAPPED = "scrapped", pgettext_lazy("stock movement", "Not reworked")
    ENTERED = "entered", pgettext_lazy("stock movement", "Taken into stock")
    ALLOTTED = "allotted", pgettext_lazy("stock movement", "Taken from stock for an order")
    SET_FREE = "set_free", pgettext_lazy("stock movement", "Set free")
    RESERVED = "reserved", pgettext_lazy("stock movement", "On a delivery note")
    UNRESERVED = "unreserved", pgettext_lazy("stock movement", "Delivery note cancelled")
    ISSUED = "issued", pgettext_lazy("stock movement", "Stock issue")
    RETURNED = "returned", pgettext_lazy("stock movement", "Return received")
    RETURN_VOID = "return_void", pgettext_lazy("stock movement", "Receipt of the return void")
    DISPOSED = "disposed", pgettext_lazy("stock movement", "Decided what becomes of it")
    DISPOSED_BACK = "disposed_back", pgettext_lazy("stock movement", "Decision taken back")
    COUNTED = "counted", pgettext_lazy("stock movement", "Difference of a count")
