from django.db import migrations, models


class Migration(migrations.Migration):
    """The notes of a product are counted without the folded ones, and what was counted of its languages is kept."""

    dependencies = [("evidence", "0026_counting_by_index")]

    operations = [
        migrations.AddIndex(
            "note",
            models.Index(
                fields=["product", "state"], condition=~models.Q(folded_into=None), name="note_folded_of_product"
            ),
        ),
        migrations.AddField("heard", "languages", models.JSONField(default=dict)),
    ]
