"""The programming interface: one NinjaAPI that mounts the stages' routers."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "tandem.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
