"""The table of the exhibition: pictures as they are shown, in each of their sizes."""

from __future__ import annotations

from peewee import BigIntegerField, BlobField, Model, TextField


class PictureFileRow(Model):
    """A picture under the name made of what it shows; of one that was deleted the name stays.
    `cut_from` names the picture of which it is a part, `cut` its frame there.

    In the database, so that every kiosk of the centre and every restore has it.
    """

    file = TextField(primary_key=True)
    made_at = BigIntegerField()
    for_touch = BlobField(null=True)
    for_phone = BlobField(null=True)
    for_tv = BlobField(null=True)
    cut_from = TextField(null=True)
    cut = TextField(null=True)

    class Meta:
        table_name = "picture_file"
