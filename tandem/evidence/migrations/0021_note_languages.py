from django.db import migrations, models
from tandem.core.migrating import Together


class Migration(migrations.Migration):
    """The language of each note. Those that are there already are read by the worker, bit by bit."""

    dependencies = [("evidence", "0020_undoing_imports")]

    operations = [
        Together([
        migrations.AddField("note", "language", models.CharField(blank=True, default="", max_length=3)),
        migrations.AddIndex(
            "note", models.Index(fields=["product", "language", "-said_at", "-id"], name="note_language_newest")
        ),
        migrations.AddIndex(
            "note", models.Index(fields=["id"], condition=models.Q(language=""), name="note_language_unread")
        ),
        ]),
    ]
