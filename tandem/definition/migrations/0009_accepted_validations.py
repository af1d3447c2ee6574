from django.db import migrations


def accept_those_there_are(apps, schema_editor):
    """Verdicts that counted before go on counting: accepted by who answered for the product last."""
    accepted = apps.get_model("team", "Acceptance").objects
    seats = apps.get_model("team", "Accountability").objects.filter(side="pm").order_by("since", "pk")
    owners = {seat.product_id: seat.member_id for seat in seats}
    for row in apps.get_model("definition", "Validation").objects.select_related("item"):
        owner = owners.get(row.item.product_id)
        if owner and not accepted.filter(item=row.item).exists():
            accepted.create(item=row.item, by_id=owner, at=row.item.made_at)


class Migration(migrations.Migration):

    dependencies = [
        ('definition', '0008_delivery'),
        ('team', '0008_responsibility'),
    ]

    operations = [
        migrations.RunPython(accept_those_there_are, migrations.RunPython.noop, elidable=True),
    ]
