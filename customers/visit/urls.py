"""Addresses of visits, follow-up calls, preferences and the dormant report."""

from django.urls import path

from customers.follow_up.views import (
    CustomerFollowUps,
    DormantCustomers,
    FollowUpCreate,
    FollowUpDetail,
    FollowUpList,
    TrackingCardPdf,
)
from customers.preference.views import (
    CustomerPreferences,
    PreferenceCreate,
    PreferenceEdit,
    PreferenceRetire,
    PreferencesRead,
)
from customers.visit.calendar_views import VisitCalendar, VisitCompliance
from customers.visit.views import (
    CustomerVisits,
    VisitCheckIn,
    VisitCreate,
    VisitDetail,
    VisitEdit,
    VisitList,
    VisitLog,
    VisitPdf,
)
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

for page in (CustomerVisits, CustomerFollowUps, CustomerPreferences, DormantCustomers):
    register_list(page)

urlpatterns = [
    path("visits/calendar/", VisitCalendar.as_view(), name="visit-calendar"),
    path("visits/compliance/", VisitCompliance.as_view(), name="visit-compliance"),
    path("visits/log/", VisitLog.as_view(), name="visit-log"),
    path("visits/<int:pk>/check-in/", VisitCheckIn.as_view(), name="visit-check-in"),
    path("visits/<int:pk>/pdf/", VisitPdf.as_view(), name="visit-pdf"),
    *document_urls("visits", "visit", list=VisitList, detail=VisitDetail, create=VisitCreate, edit=VisitEdit),
    path("follow-ups/<int:pk>/card/", TrackingCardPdf.as_view(), name="tracking-card-pdf"),
    *document_urls("follow-ups", "follow-up", list=FollowUpList, detail=FollowUpDetail, create=FollowUpCreate),
    path("customers/dormant/", DormantCustomers.as_view(), name="dormant-list"),
    path("customers/<int:pk>/visits/", CustomerVisits.as_view(), name="customer-visits"),
    path("customers/<int:pk>/follow-ups/", CustomerFollowUps.as_view(), name="customer-follow-ups"),
    path("customers/<int:pk>/preferences/", CustomerPreferences.as_view(), name="customer-preferences"),
    path("customers/<int:pk>/preferences/new/", PreferenceCreate.as_view(), name="preference-create"),
    path("customers/<int:pk>/preferences/read/", PreferencesRead.as_view(), name="preferences-read"),
    path("preferences/<int:pk>/edit/", PreferenceEdit.as_view(), name="preference-edit"),
    path("preferences/<int:pk>/retire/", PreferenceRetire.as_view(), name="preference-retire"),
]
