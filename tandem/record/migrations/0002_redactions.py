from django.db import migrations, models


class Migration(migrations.Migration):
    """What was covered in the record because a person asked to be erased."""

    dependencies = [("record", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Redaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.TextField()),
                ("rows", models.BigIntegerField()),
                ("at", models.DateTimeField()),
            ],
        ),
    ]
