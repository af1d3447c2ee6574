import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Who was erased is known again by a keyed hash."""

    dependencies = [
        ("record", "0002_redactions"),
        ("team", "0004_masked_for"),
        ("evidence", "0024_names_of_people"),
    ]

    operations = [
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("keys", django.contrib.postgres.fields.ArrayField(models.CharField(max_length=64))),
                ("notes", django.contrib.postgres.fields.ArrayField(models.BigIntegerField(), default=list)),
                ("came_to", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="team.member"
                    ),
                ),
            ],
            options={"indexes": [django.contrib.postgres.indexes.GinIndex(fields=["keys"], name="erasure_keys")]},
        ),
    ]
