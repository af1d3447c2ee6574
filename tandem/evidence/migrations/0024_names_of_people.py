from django.db import migrations, models


class Migration(migrations.Migration):
    """The names of contacts, and of authors who are none, are looked up when an answer is covered."""

    dependencies = [("evidence", "0023_evidence_quality")]

    operations = [
        migrations.AddIndex(
            "contact", models.Index(fields=["name"], condition=~models.Q(name=""), name="contact_name")
        ),
        migrations.AddIndex(
            "note",
            models.Index(
                fields=["author_name"], condition=models.Q(contact=None) & ~models.Q(author_name=""), name="note_author"
            ),
        ),
    ]
