from django.db import migrations, models

STATES = ["mapping", "waiting", "running", "paused", "done", "refused", "cancelled", "undoing", "undone"]


def state() -> models.CharField:
    return models.CharField(choices=[(name, name) for name in STATES], default="mapping", max_length=10)
from tandem.core.migrating import Together


class Migration(migrations.Migration):
    dependencies = [("evidence", "0019_paused_imports")]

    operations = [
        Together([
        migrations.AddField("import", "left", models.BigIntegerField(default=0)),
        migrations.AddField("import", "taken_back", models.BigIntegerField(default=0)),
        migrations.AlterField("import", "state", state()),
        migrations.AlterField("importevent", "state", state()),
        ]),
    ]
