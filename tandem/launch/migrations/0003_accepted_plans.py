from django.db import migrations


def accept_those_there_are(apps, schema_editor):
    """Plans that counted before go on counting: accepted by who marketed the product last, by who leads them, or by who
    answers for the product.
    """
    accepted = apps.get_model("team", "Acceptance").objects
    seats = apps.get_model("team", "Accountability").objects.order_by("since", "pk")
    owners = {(seat.product_id, seat.side): seat.member_id for seat in seats}
    for row in apps.get_model("launch", "Launch").objects.select_related("item"):
        of = row.item.product_id
        owner = owners.get((of, "pmm")) or row.lead_id or owners.get((of, "pm"))
        if owner and not accepted.filter(item=row.item).exists():
            accepted.create(item=row.item, by_id=owner, at=row.item.made_at)


class Migration(migrations.Migration):

    dependencies = [
        ('launch', '0002_link_history'),
        ('team', '0010_snoozes_and_reminders'),
    ]

    operations = [
        migrations.RunPython(accept_those_there_are, migrations.RunPython.noop, elidable=True),
    ]
