"""What can be claimed, the claims, and the guard against selling a place twice: a frozen copy."""

from typing import Any

import peewee as pw

# Word for word as in the index: SQLite does not see that another order means the same.
LIVE = "('arrived', 'confirmed', 'held')"
LONGEST = 86_400_000_000


class ResourceRow(pw.Model):

    id = pw.TextField(primary_key=True)
    capacity = pw.IntegerField(constraints=[pw.Check("capacity >= 0")])
    before = pw.IntegerField(default=0, constraints=[pw.Check("before >= 0")])
    after = pw.IntegerField(default=0, constraints=[pw.Check("after >= 0")])
    lead = pw.IntegerField(default=0)
    ahead = pw.IntegerField(default=7)

    class Meta:
        table_name = "resource"


class ClaimRow(pw.Model):

    code = pw.TextField(unique=True)
    request_key = pw.TextField(unique=True)
    resource = pw.ForeignKeyField(ResourceRow, index=False)
    begins_at = pw.BigIntegerField()
    ends_at = pw.BigIntegerField()
    from_at = pw.BigIntegerField()
    to_at = pw.BigIntegerField()
    places = pw.IntegerField(constraints=[pw.Check("places > 0")])
    state = pw.TextField()

    class Meta:
        table_name = "claim"
        constraints = (
            pw.Check("begins_at < ends_at"),
            pw.Check("from_at <= begins_at AND ends_at <= to_at"),
            pw.Check(f"to_at - from_at <= {LONGEST}"),
            pw.Check(
                "state IN ('held', 'confirmed', 'arrived', 'released', 'cancelled', 'finished')"
            ),
        )


ClaimRow.add_index(
    ClaimRow.index(
        ClaimRow.resource, ClaimRow.from_at,
        where=ClaimRow.state << ["arrived", "confirmed", "held"], name="live_claims",
    )
)

TABLES = (ResourceRow, ClaimRow)

# Places taken at the moment {moment}. The lower bound lets the index end.
AT = f"""(SELECT SUM(other.places) FROM claim AS other
    WHERE other.resource_id = one.resource_id AND other.state IN {LIVE}
    AND other.from_at <= {{moment}} AND other.to_at > {{moment}}
    AND other.from_at > {{moment}} - {LONGEST})"""
# Claims at whose begin, or at the new one's, more places are taken than there are. Most are
# taken where one of them begins, so no other moment has to be looked at.
OVER = f"""SELECT 1 FROM claim AS one JOIN resource ON resource.id = one.resource_id
    WHERE one.resource_id = NEW.resource_id AND one.state IN {LIVE}
    AND one.from_at < NEW.to_at AND one.to_at > NEW.from_at
    AND one.from_at > NEW.from_at - {LONGEST}
    AND {AT} > resource.capacity"""
# All claims of a resource that becomes smaller.
OVER_AT_ALL = f"""SELECT 1 FROM claim AS one WHERE one.resource_id = NEW.id
    AND one.state IN {LIVE} AND {AT.format(moment="one.from_at")} > NEW.capacity"""
CHANGES = "resource_id, from_at, to_at, places, state"

SQLITE = (
    *(
        f"""CREATE TRIGGER claim_fits_{what} AFTER {event} ON claim WHEN NEW.state IN {LIVE}
        BEGIN SELECT RAISE(ABORT, 'over_capacity') WHERE EXISTS (
        {OVER.format(moment="MAX(one.from_at, NEW.from_at)")}); END"""
        for what, event in (("added", "INSERT"), ("changed", f"UPDATE OF {CHANGES}"))
    ),
    f"""CREATE TRIGGER resource_holds_its_claims AFTER UPDATE OF capacity ON resource
    WHEN NEW.capacity < OLD.capacity
    BEGIN SELECT RAISE(ABORT, 'over_capacity') WHERE EXISTS ({OVER_AT_ALL}); END""",
)
# Here several write at once. Whoever claims locks the resource by writing it, so a transaction
# that looks at an older picture cannot pass either: the second one waits, or is not serializable.
POSTGRES = (
    f"""CREATE FUNCTION claim_fits() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE resource SET capacity = capacity WHERE id = NEW.resource_id;
        IF EXISTS ({OVER.format(moment="GREATEST(one.from_at, NEW.from_at)")}) THEN
            RAISE 'over_capacity' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    END $$""",
    f"""CREATE TRIGGER claim_fits AFTER INSERT OR UPDATE OF {CHANGES} ON claim
    FOR EACH ROW WHEN (NEW.state IN {LIVE}) EXECUTE FUNCTION claim_fits()""",
    f"""CREATE FUNCTION resource_holds_its_claims() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS ({OVER_AT_ALL}) THEN
            RAISE 'over_capacity' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    END $$""",
    """CREATE TRIGGER resource_holds_its_claims AFTER UPDATE OF capacity ON resource
    FOR EACH ROW WHEN (NEW.capacity < OLD.capacity)
    EXECUTE FUNCTION resource_holds_its_claims()""",
)


def up(_migrator: Any, db: Any) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES)
    for statement in SQLITE if isinstance(db, pw.SqliteDatabase) else POSTGRES:
        db.execute_sql(statement)
