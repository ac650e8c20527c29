"""Addresses of what goes in and out as files, and of the search."""

from django.urls import path

from salesmgmt.core.web import attachments, company, exports, imports, issued, search_views, workbooks

urlpatterns = [
    path("search/", search_views.results, name="search"),
    path("exports/", exports.index, name="exports"),
    path("exports/new/", exports.create, name="export-create"),
    path("exports/log/", exports.log, name="export-log"),
    path("exports/<int:pk>/file/", exports.download, name="export-download"),
    path("exports/<int:pk>/cancel/", exports.cancel, name="export-cancel"),
    path("imports/", imports.index, name="import-list"),
    path("imports/workbook/", workbooks.index, name="workbook-list"),
    path("imports/workbook/template/", workbooks.template, name="workbook-template"),
    path("imports/workbook/<int:pk>/", workbooks.detail, name="workbook-detail"),
    path("imports/workbook/<int:pk>/check/", workbooks.check, name="workbook-check"),
    path("imports/workbook/<int:pk>/run/", workbooks.run, name="workbook-run"),
    path("imports/workbook/<int:pk>/cancel/", workbooks.cancel, name="workbook-cancel"),
    path("imports/workbook/<int:pk>/corrections/", workbooks.corrections, name="workbook-corrections"),
    path("imports/new/<slug:kind>/", imports.upload, name="import-upload"),
    path("imports/template/<slug:kind>/", imports.template, name="import-template"),
    path("imports/<int:pk>/", imports.detail, name="import-detail"),
    path("imports/<int:pk>/mapping/", imports.mapping, name="import-mapping"),
    path("imports/<int:pk>/source/", imports.use_saved, name="import-source"),
    path("imports/<int:pk>/run/", imports.run, name="import-run"),
    path("imports/<int:pk>/cancel/", imports.cancel, name="import-cancel"),
    path("imports/<int:pk>/errors/<slug:which>/", imports.errors, name="import-errors"),
    path("attachments/to/<int:content_type>/<int:pk>/", attachments.upload, name="attachment-upload"),
    path("attachments/<int:pk>/", attachments.download, name="attachment-download"),
    path("attachments/<int:pk>/remove/", attachments.remove, name="attachment-remove"),
    path("issued/<int:pk>/", issued.download, name="issued-download"),
    path("company/", company.edit, name="company-edit"),
    path("company/specimen/", company.specimen, name="company-specimen"),
    path("company/picture/<slug:which>/", company.picture, name="company-picture"),
]
