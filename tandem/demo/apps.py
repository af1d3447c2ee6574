"""The demo company: seeds, screenshots and the cast of every test."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "tandem.demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"
