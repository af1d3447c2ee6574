"""Static files under names that carry their content's hash, so that browsers may keep them for ever."""

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashed names once the files are collected, and plain ones before: tests and the gallery need no collecting."""

    support_js_module_import_aggregation = True
    manifest_strict = False

    def post_process(self, paths: dict[str, Any], *args: Any, **options: Any) -> Any:
        """Without the scripts that django-htmx ships: one of them imports by a bare name, and ours are our own."""
        ours = {name: place for name, place in paths.items() if not name.startswith("django_htmx/")}
        yield from super().post_process(ours, *args, **options)

    def url(self, name: str, force: bool = False) -> Any:
        if not self.hashed_files:
            return self.base_url + name
        return super().url(name, force)
