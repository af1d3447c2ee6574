from django.db import migrations, models


class Migration(migrations.Migration):
    """The notes of one source, newest first: for the list narrowed to it, and to know when it last spoke."""

    dependencies = [("evidence", "0004_sorted_notes")]

    operations = [
        migrations.AddIndex(
            model_name="note",
            index=models.Index(fields=["source", "-said_at", "-id"], name="note_source_newest"),
        ),
    ]
