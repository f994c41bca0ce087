"""Addresses of what people say of the court."""

from django.urls import URLPattern, path

from yunting.feedback.views import colleague, speaker

app_name = "feedback"
urlpatterns: list[URLPattern] = [
    path("voices/", speaker.mine, name="mine"),
    path("voices/<int:pk>/", colleague.voice, name="voice"),
    path("voices/<int:pk>/answer/", colleague.answer, name="answer"),
    path("matters/<str:code>/voices/", speaker.speak, name="speak"),
    path("court/voices/", colleague.all_voices, name="voices"),
    path("court/voices/figures/", colleague.figures, name="figures"),
]
