from django.db import migrations, models

FACTS = ["said_at", "company", "source", "product", "state", "with_pm"]


class Migration(migrations.Migration):
    """What thousands of linked notes amount to is counted from an index: their texts would be read from the disk."""

    dependencies = [("evidence", "0027_folded_notes_counted")]

    operations = [migrations.AddIndex("note", models.Index(fields=["id"], include=FACTS, name="note_facts"))]
