import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    """Notes with a tag are found by it: those without one cost nothing."""

    dependencies = [("evidence", "0007_further_companies")]

    operations = [
        migrations.AddIndex(
            model_name="note",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("tags", []), _negated=True), fields=["tags"], name="note_tags"
            ),
        ),
    ]
