from django.urls import include, path

urlpatterns: list = [path("", include("salesmgmt.core.web.file_urls"))]
