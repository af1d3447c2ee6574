import django.contrib.postgres.fields
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from tandem.core.migrating import Together


class Migration(migrations.Migration):
    """Who should look at a note, what was done with notes at the desk, and when somebody last looked."""

    dependencies = [
        ('evidence', '0011_surveys'),
        ('record', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [Together([
        migrations.CreateModel(
            name='Look',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField()),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='SortedNotes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(max_length=10)),
                ('before', models.CharField(blank=True, default='', max_length=20)),
                ('notes', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
            ],
        ),
        migrations.CreateModel(
            name='SortedNotesEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('field', models.CharField(max_length=10)),
                ('before', models.CharField(blank=True, default='', max_length=20)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Sorting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(choices=[('done', 'worked through'), ('dismissed', 'dismissed'), ('new', 'put back'), ('link', 'linked'), ('assign', 'assigned'), ('company', 'given a company')], max_length=10)),
                ('finishes', models.BooleanField(default=False)),
                ('within', models.TextField(blank=True, default='')),
                ('at', models.DateTimeField()),
                ('expected', models.IntegerField(default=0)),
                ('notes', models.IntegerField(default=0)),
                ('position', models.BigIntegerField(default=0)),
                ('ended_at', models.DateTimeField(null=True)),
                ('undone_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='SortingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('act', models.CharField(choices=[('done', 'worked through'), ('dismissed', 'dismissed'), ('new', 'put back'), ('link', 'linked'), ('assign', 'assigned'), ('company', 'given a company')], max_length=10)),
                ('finishes', models.BooleanField(default=False)),
                ('within', models.TextField(blank=True, default='')),
                ('at', models.DateTimeField()),
                ('expected', models.IntegerField(default=0)),
                ('undone_at', models.DateTimeField(null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='note',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='note',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='note',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='note',
            name='assignee',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='noteevent',
            name='assignee',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='note',
            index=models.Index(condition=models.Q(('state', 'new')), fields=['product', '-said_at', '-id'], name='note_new_newest'),
        ),
        migrations.AddIndex(
            model_name='note',
            index=models.Index(condition=models.Q(('state', 'new')), fields=['product', 'added_at'], name='note_new_came'),
        ),
        migrations.AddIndex(
            model_name='note',
            index=models.Index(condition=models.Q(('state', 'new')), fields=['theme', 'added_at'], name='note_new_of_theme'),
        ),
        migrations.AddIndex(
            model_name='note',
            index=models.Index(condition=models.Q(('state', 'new'), ('assignee__isnull', False)), fields=['product', 'assignee', '-said_at', '-id'], name='note_new_assigned'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='note',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evidence_noteevent" ("added_at", "assignee_id", "company_id", "contact_id", "external_id", "id", "imported_id", "key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "rating", "rating_scale", "said_at", "source_id", "state", "tags", "url", "version", "with_pm") SELECT new_values."added_at", new_values."assignee_id", new_values."company_id", new_values."contact_id", new_values."external_id", new_values."id", new_values."imported_id", new_values."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."product_id", new_values."rating", new_values."rating_scale", new_values."said_at", new_values."source_id", new_values."state", new_values."tags", new_values."url", new_values."version", new_values."with_pm" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fb068fa3a08ad9fd3cc656dbcbd60e05923b5c30', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_273b5', referencing='REFERENCING NEW TABLE AS new_values ', table='evidence_note', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='note',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evidence_noteevent" ("added_at", "assignee_id", "company_id", "contact_id", "external_id", "id", "imported_id", "key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "rating", "rating_scale", "said_at", "source_id", "state", "tags", "url", "version", "with_pm") SELECT new_values."added_at", new_values."assignee_id", new_values."company_id", new_values."contact_id", new_values."external_id", new_values."id", new_values."imported_id", new_values."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."product_id", new_values."rating", new_values."rating_scale", new_values."said_at", new_values."source_id", new_values."state", new_values."tags", new_values."url", new_values."version", new_values."with_pm" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."added_at" IS DISTINCT FROM (new_values."added_at") OR old_values."assignee_id" IS DISTINCT FROM (new_values."assignee_id") OR old_values."company_id" IS DISTINCT FROM (new_values."company_id") OR old_values."contact_id" IS DISTINCT FROM (new_values."contact_id") OR old_values."external_id" IS DISTINCT FROM (new_values."external_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."imported_id" IS DISTINCT FROM (new_values."imported_id") OR old_values."key" IS DISTINCT FROM (new_values."key") OR old_values."product_id" IS DISTINCT FROM (new_values."product_id") OR old_values."rating" IS DISTINCT FROM (new_values."rating") OR old_values."rating_scale" IS DISTINCT FROM (new_values."rating_scale") OR old_values."said_at" IS DISTINCT FROM (new_values."said_at") OR old_values."source_id" IS DISTINCT FROM (new_values."source_id") OR old_values."state" IS DISTINCT FROM (new_values."state") OR old_values."tags" IS DISTINCT FROM (new_values."tags") OR old_values."url" IS DISTINCT FROM (new_values."url") OR old_values."version" IS DISTINCT FROM (new_values."version") OR old_values."with_pm" IS DISTINCT FROM (new_values."with_pm")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d5453f4f233d9db2a5dbce78a32487ec6175bd3d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_3c7bf', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='evidence_note', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='note',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evidence_noteevent" ("added_at", "assignee_id", "company_id", "contact_id", "external_id", "id", "imported_id", "key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "rating", "rating_scale", "said_at", "source_id", "state", "tags", "url", "version", "with_pm") SELECT old_values."added_at", old_values."assignee_id", old_values."company_id", old_values."contact_id", old_values."external_id", old_values."id", old_values."imported_id", old_values."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."product_id", old_values."rating", old_values."rating_scale", old_values."said_at", old_values."source_id", old_values."state", old_values."tags", old_values."url", old_values."version", old_values."with_pm" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='c1a959e194842860e9b99406afc33e386cedd436', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_55bbf', referencing='REFERENCING OLD TABLE AS old_values ', table='evidence_note', when='AFTER')),
        ),
        migrations.AddField(
            model_name='look',
            name='member',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='look',
            name='on',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='record.item'),
        ),
        migrations.AddField(
            model_name='sortednotesevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='kept_history', to='evidence.sortednotes'),
        ),
        migrations.AddField(
            model_name='sorting',
            name='about',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.item'),
        ),
        migrations.AddField(
            model_name='sorting',
            name='assignee',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sorting',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sorting',
            name='company',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.company'),
        ),
        migrations.AddField(
            model_name='sorting',
            name='event',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.event'),
        ),
        migrations.AddField(
            model_name='sorting',
            name='product',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.item'),
        ),
        migrations.AddField(
            model_name='sortednotesevent',
            name='sorting',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='evidence.sorting'),
        ),
        migrations.AddField(
            model_name='sortednotes',
            name='sorting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='evidence.sorting'),
        ),
        migrations.AddField(
            model_name='sortingevent',
            name='about',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='record.item'),
        ),
        migrations.AddField(
            model_name='sortingevent',
            name='assignee',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sortingevent',
            name='by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sortingevent',
            name='company',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='evidence.company'),
        ),
        migrations.AddField(
            model_name='sortingevent',
            name='event',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='record.event'),
        ),
        migrations.AddField(
            model_name='sortingevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='kept_history', to='evidence.sorting'),
        ),
        migrations.AddField(
            model_name='sortingevent',
            name='product',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='record.item'),
        ),
        migrations.AddConstraint(
            model_name='look',
            constraint=models.UniqueConstraint(fields=('member', 'on'), name='look_once'),
        ),
        migrations.AddIndex(
            model_name='sorting',
            index=models.Index(fields=['product', '-at'], name='sorting_newest'),
        ),
        migrations.AddIndex(
            model_name='sorting',
            index=models.Index(condition=models.Q(('ended_at', None)), fields=['product'], name='sorting_at_work'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sorting',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "evidence_sortingevent" ("about_id", "act", "assignee_id", "at", "by_id", "company_id", "event_id", "expected", "finishes", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "undone_at", "within") VALUES (NEW."about_id", NEW."act", NEW."assignee_id", NEW."at", NEW."by_id", NEW."company_id", NEW."event_id", NEW."expected", NEW."finishes", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."product_id", NEW."undone_at", NEW."within"); RETURN NULL;', hash='b86e75ae4a1c8bfb80c9d5c085d6d12224fe71f5', operation='INSERT', pgid='pgtrigger_insert_insert_5394f', table='evidence_sorting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sorting',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."about_id" IS DISTINCT FROM (NEW."about_id") OR OLD."act" IS DISTINCT FROM (NEW."act") OR OLD."assignee_id" IS DISTINCT FROM (NEW."assignee_id") OR OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."company_id" IS DISTINCT FROM (NEW."company_id") OR OLD."event_id" IS DISTINCT FROM (NEW."event_id") OR OLD."expected" IS DISTINCT FROM (NEW."expected") OR OLD."finishes" IS DISTINCT FROM (NEW."finishes") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."product_id" IS DISTINCT FROM (NEW."product_id") OR OLD."undone_at" IS DISTINCT FROM (NEW."undone_at") OR OLD."within" IS DISTINCT FROM (NEW."within"))', func='INSERT INTO "evidence_sortingevent" ("about_id", "act", "assignee_id", "at", "by_id", "company_id", "event_id", "expected", "finishes", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "undone_at", "within") VALUES (NEW."about_id", NEW."act", NEW."assignee_id", NEW."at", NEW."by_id", NEW."company_id", NEW."event_id", NEW."expected", NEW."finishes", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."product_id", NEW."undone_at", NEW."within"); RETURN NULL;', hash='be33f911a0532d925afabef0312bc835f892e139', operation='UPDATE', pgid='pgtrigger_update_update_718b8', table='evidence_sorting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sorting',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "evidence_sortingevent" ("about_id", "act", "assignee_id", "at", "by_id", "company_id", "event_id", "expected", "finishes", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "undone_at", "within") VALUES (OLD."about_id", OLD."act", OLD."assignee_id", OLD."at", OLD."by_id", OLD."company_id", OLD."event_id", OLD."expected", OLD."finishes", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."product_id", OLD."undone_at", OLD."within"); RETURN NULL;', hash='2cfa7042e51991fac7deb3318768eceb2972ce21', operation='DELETE', pgid='pgtrigger_delete_delete_aa193', table='evidence_sorting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sortednotesevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5da4af0e08f0236f1f3b92ee1279ee7e9c0ce328', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e8cbd', table='evidence_sortednotesevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sortednotes',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "evidence_sortednotesevent" ("before", "field", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sorting_id") VALUES (NEW."before", NEW."field", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."sorting_id"); RETURN NULL;', hash='bacac412a48f81b90aa58c290a12a7a0a6cb64ee', operation='INSERT', pgid='pgtrigger_insert_insert_ca2f8', table='evidence_sortednotes', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sortednotes',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."before" IS DISTINCT FROM (NEW."before") OR OLD."field" IS DISTINCT FROM (NEW."field") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."sorting_id" IS DISTINCT FROM (NEW."sorting_id"))', func='INSERT INTO "evidence_sortednotesevent" ("before", "field", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sorting_id") VALUES (NEW."before", NEW."field", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."sorting_id"); RETURN NULL;', hash='0af5386bf899513dd99a0dca9bca145435afb5cc', operation='UPDATE', pgid='pgtrigger_update_update_0d445', table='evidence_sortednotes', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sortednotes',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "evidence_sortednotesevent" ("before", "field", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sorting_id") VALUES (OLD."before", OLD."field", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."sorting_id"); RETURN NULL;', hash='472223e443520963234f81cabf10e03ae238e25b', operation='DELETE', pgid='pgtrigger_delete_delete_88440', table='evidence_sortednotes', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sortingevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7fde8d55fdd3bfcbf10d9e7a66be7d14b2db6dc8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8dcb0', table='evidence_sortingevent', when='BEFORE')),
        ),
    ])]
