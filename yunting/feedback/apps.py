"""The feedback app."""

from django.apps import AppConfig


class Feedback(AppConfig):
    """Thanks, complaints, ratings, and their answers."""

    name = "yunting.feedback"
    label = "feedback"
