import django.contrib.postgres.fields
import pgtrigger.compiler
import pgtrigger.migrations
import tandem.team.models.workspace
from django.db import migrations, models
from tandem.core.migrating import Together


class Migration(migrations.Migration):

    dependencies = [
        ('team', '0003_mail_and_letters'),
    ]

    operations = [
        Together([
        pgtrigger.migrations.RemoveTrigger(
            model_name='workspace',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='workspace',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='workspace',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='workspace',
            name='masked_for',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=14), blank=True, default=tandem.team.models.workspace.masked_by_default, size=None),
        ),
        migrations.AddField(
            model_name='workspaceevent',
            name='masked_for',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=14), blank=True, default=tandem.team.models.workspace.masked_by_default, size=None),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='workspace',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "team_workspaceevent" ("answer_days", "arr_label", "charter_label", "currency", "is_demo", "item_id", "masked_for", "only", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pm_label", "pmm_label", "preset", "reply_declined", "reply_shipped", "reply_subject", "time_zone") VALUES (NEW."answer_days", NEW."arr_label", NEW."charter_label", NEW."currency", NEW."is_demo", NEW."item_id", NEW."masked_for", NEW."only", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."item_id", NEW."pm_label", NEW."pmm_label", NEW."preset", NEW."reply_declined", NEW."reply_shipped", NEW."reply_subject", NEW."time_zone"); RETURN NULL;', hash='8e91e579c63d28ea45f1446290986ace17ac533f', operation='INSERT', pgid='pgtrigger_insert_insert_9bb84', table='team_workspace', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='workspace',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "team_workspaceevent" ("answer_days", "arr_label", "charter_label", "currency", "is_demo", "item_id", "masked_for", "only", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pm_label", "pmm_label", "preset", "reply_declined", "reply_shipped", "reply_subject", "time_zone") VALUES (NEW."answer_days", NEW."arr_label", NEW."charter_label", NEW."currency", NEW."is_demo", NEW."item_id", NEW."masked_for", NEW."only", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."item_id", NEW."pm_label", NEW."pmm_label", NEW."preset", NEW."reply_declined", NEW."reply_shipped", NEW."reply_subject", NEW."time_zone"); RETURN NULL;', hash='9e9730a4d12a6ccb870e8fbd433352c6ac45fa01', operation='UPDATE', pgid='pgtrigger_update_update_b9b98', table='team_workspace', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='workspace',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "team_workspaceevent" ("answer_days", "arr_label", "charter_label", "currency", "is_demo", "item_id", "masked_for", "only", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pm_label", "pmm_label", "preset", "reply_declined", "reply_shipped", "reply_subject", "time_zone") VALUES (OLD."answer_days", OLD."arr_label", OLD."charter_label", OLD."currency", OLD."is_demo", OLD."item_id", OLD."masked_for", OLD."only", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."item_id", OLD."pm_label", OLD."pmm_label", OLD."preset", OLD."reply_declined", OLD."reply_shipped", OLD."reply_subject", OLD."time_zone"); RETURN NULL;', hash='29cbeed01dcc23444c2df690af156598acb14d79', operation='DELETE', pgid='pgtrigger_delete_delete_d2790', table='team_workspace', when='AFTER')),
        ),
        ]),
    ]
