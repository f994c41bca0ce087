"""Addresses of the portals, the case page and the public check."""

from django.urls import path

from yunting.web import case_page, check, files, outages, papers, signing
from yunting.web.case_file import copies, correcting, sealing, whole
from yunting.web.portals import citizen, court
from yunting.web.rules import views as rules

app_name = "web"
ITEM = "matters/<str:code>/file/<str:kind>/<int:pk>/"
urlpatterns = [
    path("", citizen.home, name="home"),
    path("check/", check.check, name="check"),
    path("rules/", rules.every, name="rules"),
    path("rules/<str:name>/", rules.one, name="rule"),
    path("check/file/", check.compare, name="compare"),
    path("c/<str:code>", check.short, name="short-check"),
    path("outages/", outages.every, name="outages"),
    path("outages/<str:code>/", outages.one, name="outage"),
    path("outages/<str:code>/certificate.txt", outages.certificate, name="outage-certificate"),
    path("court/outages/<str:code>/", outages.periods, name="outage-periods"),
    path("papers/<str:code>/", papers.document, name="document"),
    path("papers/<str:code>/file.pdf", papers.file, name="document-file"),
    path("papers/<str:code>/pages/<int:number>.png", papers.page, name="document-page"),
    path("papers/<str:code>/sign/", papers.sign, name="sign"),
    path("papers/<str:code>/discard/", papers.discard, name="discard"),
    path("papers/<str:code>/recall/", papers.recall, name="recall"),
    path("papers/<str:code>/reissue/", papers.reissue, name="reissue"),
    path("matters/", citizen.my_cases, name="my-cases"),
    path("matters/<str:code>/", case_page.matter, name="matter"),
    path("matters/<str:code>/calendar.ics", case_page.calendar, name="calendar"),
    path("matters/<str:code>/file/", whole.index, name="case-file"),
    path("matters/<str:code>/file/build/", whole.build, name="case-file-build"),
    path("matters/<str:code>/file/whole.pdf", whole.pdf, name="case-file-pdf"),
    path(f"{ITEM}correct/", correcting.correct, name="correct"),
    path(f"{ITEM}readers/", correcting.readers, name="readers"),
    path(f"{ITEM}seal/", sealing.seal_item, name="seal-item"),
    path(f"{ITEM}copy/", copies.ask, name="copy-ask"),
    path("matters/<str:code>/seal/", sealing.seal_matter, name="seal-matter"),
    path("seals/<int:pk>/lift/", sealing.unseal, name="unseal"),
    path("corrections/<int:pk>/restore/", correcting.restore, name="restore"),
    path("copies/<int:pk>/", copies.one, name="copy"),
    path("copies/<int:pk>/issue/", copies.issue, name="copy-issue"),
    path("copies/<int:pk>/refuse/", copies.refuse, name="copy-refuse"),
    path("copies/<int:pk>/withdraw/", copies.withdraw, name="copy-withdraw"),
    path("files/<int:pk>/", files.look, name="file"),
    path("files/<int:pk>/original", files.original, name="file-original"),
    path("files/<int:pk>/<slug:purpose>/<int:page>", files.copy, name="file-copy"),
    path("messages/", citizen.messages, name="messages"),
    path("messages/<int:pk>/read/", citizen.read_message, name="read-message"),
    path("court/", court.today, name="today"),
    path("court/tasks/", court.task_list, name="tasks"),
    path("court/cases/", court.cases, name="cases"),
    path("court/papers/", signing.to_sign, name="to-sign"),
    path("court/papers/sign/", signing.sign_each, name="sign-each"),
    path("court/runs/<int:pk>/", signing.run, name="run"),
]
