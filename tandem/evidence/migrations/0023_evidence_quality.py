from django.db import migrations, models
from django.db.models.deletion import CASCADE
from tandem.core.migrating import Together


class Migration(migrations.Migration):
    """What the quality of a theme's, an area's and a product's notes is read from."""

    dependencies = [("evidence", "0022_attachments"), ("record", "0001_initial")]

    operations = [
        Together([
        migrations.CreateModel(
            name="Heard",
            fields=[
                ("product", models.OneToOneField("record.item", CASCADE, primary_key=True, related_name="+", serialize=False)),
                ("weighed", models.JSONField(default=dict)),
                ("newest", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.AddField("area", "weighed", models.JSONField(default=dict)),
        migrations.AddField("theme", "weighed", models.JSONField(default=dict)),
        ]),
    ]
