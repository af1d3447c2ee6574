from django.db import migrations, models

WEIGHED = ["company", "source", "folded_into", "state", "with_pm"]
OFTEN = """
    ALTER TABLE evidence_note SET (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_insert_scale_factor = 0.02,
        autovacuum_analyze_scale_factor = 0.02)
"""
AS_OTHERS = """
    ALTER TABLE evidence_note RESET (autovacuum_vacuum_scale_factor, autovacuum_vacuum_insert_scale_factor,
        autovacuum_analyze_scale_factor)
"""
from tandem.core.migrating import Together


class Migration(migrations.Migration):
    """The notes of a company are counted, and those of a theme weighed, from an index alone. PostgreSQL does that only
    where it lately looked through the table, so it is told to do so more often than with tables that change less.
    """

    dependencies = [("evidence", "0025_erasures")]

    operations = [
        Together([
        migrations.RemoveIndex("note", "note_theme_newest"),
        migrations.RemoveIndex("note", "note_company_newest"),
        migrations.AddIndex(
            "note", models.Index(fields=["theme", "-said_at", "-id"], include=WEIGHED, name="note_theme_newest")
        ),
        migrations.AddIndex(
            "note",
            models.Index(fields=["company", "-said_at"], include=["state", "product"], name="note_company_newest"),
        ),
        ]),
        migrations.RunSQL(OFTEN, AS_OTHERS),
    ]
