"""Addresses of delivery."""

from django.urls import URLPattern, path

from yunting.delivery.views import court, deciding, online, papers

app_name = "delivery"
urlpatterns: list[URLPattern] = [
    path("served/", papers.papers, name="papers"),
    path("served/<int:pk>/", papers.paper, name="paper"),
    path("served/<int:pk>/open/", papers.open_paper, name="open"),
    path("served/<int:pk>/received/", papers.received, name="received"),
    path("served/<int:pk>/objection/", papers.contest, name="contest"),
    path("served/<int:pk>/paper.pdf", papers.paper_file, name="paper-file"),
    path("served/<int:pk>/certificate/", papers.certificate, name="certificate"),
    path("served/<int:pk>/certificate.pdf", papers.certificate_file, name="certificate-file"),
    path("matters/<str:code>/online/", online.online, name="online"),
    path("matters/<str:code>/online/<str:stage>/in-person/", online.in_person, name="in-person"),
    path("consents/<int:pk>/take-back/", online.retract, name="retract"),
    path("matters/<str:code>/address/", online.address, name="address"),
    path("court/services/", court.all_services, name="services"),
    path("court/services/<int:pk>/", court.service, name="service"),
    path("court/services/<int:pk>/visit/", court.visit, name="visit"),
    path("court/services/<int:pk>/notice/", court.publish, name="publish"),
    path("court/services/<int:pk>/<slug:name>/", court.service_act, name="act"),
    path("court/services/letters/", court.letters, name="letters"),
    path("court/services/letters/print/", court.print_letters, name="print"),
    path("court/services/of/<str:code>/", court.matter, name="matter"),
    path("court/services/of/<str:code>/serve/", court.serve, name="serve"),
    path("court/services/of/<str:code>/known/", deciding.note_known, name="note-known"),
    path(
        "court/services/of/<str:code>/receiver/", deciding.choose_receiver, name="choose-receiver"
    ),
    path("court/services/of/<str:code>/address/", deciding.ask_address, name="ask-address"),
    path("court/services/addresses/<int:pk>/declined/", deciding.declined, name="declined"),
    path("court/services/of/<str:code>/online/", deciding.stages, name="stages"),
    path("court/services/of/<str:code>/online/ask/", deciding.ask, name="ask"),
    path("court/services/consents/<int:pk>/", deciding.consent, name="consent"),
    path("court/services/consents/<int:pk>/<slug:name>/", deciding.consent_act, name="consent-act"),
    path("court/services/requests/<int:pk>/", deciding.offline_request, name="offline-request"),
]
