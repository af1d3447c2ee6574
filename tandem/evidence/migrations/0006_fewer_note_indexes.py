import django.db.models.deletion
from django.db import migrations, models


def unindexed(to: str, kept: str = "notes", deleted=django.db.models.deletion.PROTECT, null: bool = True):
    return models.ForeignKey(db_index=False, null=null, on_delete=deleted, related_name=kept, to=to)
from tandem.core.migrating import Together


class Migration(migrations.Migration):
    """The indexes by time begin with product, source, company and theme: those of these columns alone cost writing."""

    dependencies = [("evidence", "0005_notes_by_source"), ("record", "0001_initial")]

    operations = [
        Together([
        migrations.AlterField(model_name="note", name="company", field=unindexed("evidence.company")),
        migrations.AlterField(model_name="note", name="product", field=unindexed("record.item", "+")),
        migrations.AlterField(model_name="note", name="source", field=unindexed("evidence.source", null=False)),
        migrations.AlterField(
            model_name="note",
            name="theme",
            field=unindexed("evidence.theme", deleted=django.db.models.deletion.SET_NULL),
        ),
        ]),
    ]
