from django.db import migrations

# How a company is called, as definition/leaking.py says it: no signs, no case, one space, no legal form, eight words.
MADE = r"""
    CREATE FUNCTION called_as(title text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT coalesce(substring(
            regexp_replace(
                btrim(regexp_replace(
                    lower(regexp_replace(
                        normalize(title, NFKC),
                        '[\u00ad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]',
                        '', 'g'
                    )),
                    '[[:space:]!-/:-@\[-`{-~‘’“”–—…·]+', ' ', 'g'
                )),
                ' (inc|ltd|limited|llc|llp|plc|corp|corporation|company|gmbh|ag|kg|sa|sas|sarl|bv|nv|ab|oy|srl|spa|pty)$', ''
            )
            from '^(?:[^ ]+ ){0,7}[^ ]+'
        ), '')
    $$
"""
FOUND = "CREATE INDEX company_called ON record_item (called_as(title)) WHERE kind = 'company'"


class Migration(migrations.Migration):
    """Whether words for people outside name a company is asked at every viewing, of one index."""

    dependencies = [("evidence", "0028_facts_of_notes"), ("record", "0002_redactions")]

    operations = [
        migrations.RunSQL(MADE, "DROP FUNCTION called_as(text)"),
        migrations.RunSQL(FOUND, "DROP INDEX company_called"),
    ]
