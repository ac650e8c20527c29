"""The address of the channel report."""

from django.urls import path

from customers.channel.views import LeadChannels

urlpatterns = [path("leads/channels/", LeadChannels.as_view(), name="lead-channels")]
