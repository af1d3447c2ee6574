from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evidence", "0003_rejected_rows")]

    operations = [
        migrations.AddIndex(
            model_name="note",
            index=models.Index(
                condition=models.Q(("state", "new"), _negated=True),
                fields=["product", "state", "-said_at", "-id"],
                name="note_sorted_newest",
            ),
        ),
    ]
