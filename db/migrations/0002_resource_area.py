"""Resources belong to an area, and their ids are unique within it: a frozen copy.

SQLite changes no key in place. So what there is waits in temporary tables, the five tables are
made anew, and it comes back with the area of the rooms, which is all there was.
"""

from typing import Any

import peewee as pw

LIVE = "('checked_in', 'confirmed', 'held')"
LONGEST = 86_400_000_000
OF_RESOURCE = pw.SQL("FOREIGN KEY (area, resource_id) REFERENCES resource (area, id)")


class ResourceRow(pw.Model):

    area = pw.TextField()
    id = pw.TextField()
    capacity = pw.IntegerField(constraints=[pw.Check("capacity >= 0")])

    class Meta:
        table_name = "resource"
        primary_key = pw.CompositeKey("area", "id")


class ReservationRow(pw.Model):

    code = pw.TextField(unique=True)
    request_key = pw.TextField(unique=True)
    area = pw.TextField()
    resource_id = pw.TextField()
    starts_at = pw.BigIntegerField()
    ends_at = pw.BigIntegerField()
    blocked_from = pw.BigIntegerField()
    blocked_until = pw.BigIntegerField()
    seats = pw.IntegerField(constraints=[pw.Check("seats > 0")])
    state = pw.TextField()

    class Meta:
        table_name = "reservation"
        constraints = (
            OF_RESOURCE,
            pw.Check("starts_at < ends_at"),
            pw.Check("blocked_from <= starts_at AND ends_at <= blocked_until"),
            pw.Check(f"blocked_until - blocked_from <= {LONGEST}"),
            pw.Check(
                "state IN ('held', 'confirmed', 'checked_in', 'released', 'cancelled', 'finished')"
            ),
        )


class AccountRow(pw.Model):

    class Meta:
        table_name = "account"


class ReservationSeriesRow(pw.Model):

    request_key = pw.TextField(unique=True)
    area = pw.TextField()
    resource_id = pw.TextField()
    rule = pw.TextField()
    first = pw.TextField()
    opens = pw.TextField()
    closes = pw.TextField()
    title = pw.TextField()
    skips_holidays = pw.BooleanField()
    made_by = pw.ForeignKeyField(AccountRow, index=False)
    made_at = pw.BigIntegerField()

    class Meta:
        table_name = "reservation_series"
        constraints = (OF_RESOURCE,)


class WaitlistRow(pw.Model):

    code = pw.TextField(unique=True)
    request_key = pw.TextField(unique=True)
    area = pw.TextField()
    resource_id = pw.TextField()
    starts_at = pw.BigIntegerField()
    ends_at = pw.BigIntegerField()
    seats = pw.SmallIntegerField()
    owner_index = pw.TextField(null=True)
    made_at = pw.BigIntegerField()
    state = pw.TextField()

    class Meta:
        table_name = "waitlist_entry"
        constraints = (OF_RESOURCE,)


class BookingRow(pw.Model):

    reservation = pw.ForeignKeyField(ReservationRow, primary_key=True)
    number = pw.SmallIntegerField()
    source = pw.TextField()
    owner_index = pw.TextField(null=True, index=True)
    encrypted_phone = pw.TextField(null=True)
    notice = pw.TextField(null=True)
    title = pw.TextField(default="")
    reason = pw.TextField(default="")
    held_until = pw.BigIntegerField(null=True)
    made_at = pw.BigIntegerField()
    changed_at = pw.BigIntegerField()
    sequence = pw.IntegerField(default=0)
    reminded = pw.BooleanField(default=False)
    series = pw.ForeignKeyField(ReservationSeriesRow, null=True)

    class Meta:
        table_name = "booking"


# Each after those it refers to.
TABLES: tuple[Any, ...] = (
    ResourceRow, ReservationRow, ReservationSeriesRow, WaitlistRow, BookingRow,
)
NUMBERED = ("reservation", "reservation_series", "waitlist_entry")

INDEXES = (
    f"""CREATE INDEX live_reservations ON reservation (area, resource_id, blocked_from)
    WHERE state IN {LIVE}""",
    f"CREATE INDEX reservations_by_start ON reservation (starts_at) WHERE state IN {LIVE}",
    "CREATE INDEX reservations_in_time ON reservation (starts_at)",
    """CREATE INDEX waitlist_in_order ON waitlist_entry (starts_at, area, resource_id)
    WHERE state = 'waiting'""",
    "CREATE INDEX bookings_known ON booking (made_at) WHERE owner_index IS NOT NULL",
)

# Places occupied at the moment {moment}. The lower bound lets the index end.
AT = f"""(SELECT SUM(other.seats) FROM reservation AS other
    WHERE other.area = one.area AND other.resource_id = one.resource_id
    AND other.state IN {LIVE}
    AND other.blocked_from <= {{moment}} AND other.blocked_until > {{moment}}
    AND other.blocked_from > {{moment}} - {LONGEST})"""
# Reservations at whose start, or at the new one's, more places are occupied than there are. Most
# are occupied where one of them starts, so no other moment has to be looked at.
OVER = f"""SELECT 1 FROM reservation AS one
    JOIN resource ON resource.area = one.area AND resource.id = one.resource_id
    WHERE one.area = NEW.area AND one.resource_id = NEW.resource_id AND one.state IN {LIVE}
    AND one.blocked_from < NEW.blocked_until AND one.blocked_until > NEW.blocked_from
    AND one.blocked_from > NEW.blocked_from - {LONGEST}
    AND {AT} > resource.capacity"""
# All reservations of a resource that becomes smaller.
OVER_AT_ALL = f"""SELECT 1 FROM reservation AS one
    WHERE one.area = NEW.area AND one.resource_id = NEW.id
    AND one.state IN {LIVE} AND {AT.format(moment="one.blocked_from")} > NEW.capacity"""
CHANGES = "area, resource_id, blocked_from, blocked_until, seats, state"

SQLITE = (
    *(
        f"""CREATE TRIGGER reservation_fits_{what} AFTER {event} ON reservation
        WHEN NEW.state IN {LIVE}
        BEGIN SELECT RAISE(ABORT, 'over_capacity') WHERE EXISTS (
        {OVER.format(moment="MAX(one.blocked_from, NEW.blocked_from)")}); END"""
        for what, event in (("added", "INSERT"), ("changed", f"UPDATE OF {CHANGES}"))
    ),
    f"""CREATE TRIGGER resource_keeps_its_reservations AFTER UPDATE OF capacity ON resource
    WHEN NEW.capacity < OLD.capacity
    BEGIN SELECT RAISE(ABORT, 'over_capacity') WHERE EXISTS ({OVER_AT_ALL}); END""",
)
# Here several write at once. Whoever reserves locks the resource by writing it, so a transaction
# that looks at an older picture cannot pass either: the second one waits, or is not serializable.
POSTGRES = (
    *(
        f"""SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id))
        FROM {table} HAVING max(id) IS NOT NULL"""
        for table in NUMBERED
    ),
    f"""CREATE OR REPLACE FUNCTION reservation_fits() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE resource SET capacity = capacity WHERE area = NEW.area AND id = NEW.resource_id;
        IF EXISTS ({OVER.format(moment="GREATEST(one.blocked_from, NEW.blocked_from)")}) THEN
            RAISE 'over_capacity' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    END $$""",
    f"""CREATE TRIGGER reservation_fits AFTER INSERT OR UPDATE OF {CHANGES} ON reservation
    FOR EACH ROW WHEN (NEW.state IN {LIVE}) EXECUTE FUNCTION reservation_fits()""",
    f"""CREATE OR REPLACE FUNCTION resource_keeps_its_reservations() RETURNS trigger
    LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS ({OVER_AT_ALL}) THEN
            RAISE 'over_capacity' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    END $$""",
    """CREATE TRIGGER resource_keeps_its_reservations AFTER UPDATE OF capacity ON resource
    FOR EACH ROW WHEN (NEW.capacity < OLD.capacity)
    EXECUTE FUNCTION resource_keeps_its_reservations()""",
)


def up(_migrator: Any, db: Any) -> None:
    columns = {model._meta.table_name: list(model._meta.columns) for model in TABLES}
    for name in columns:
        db.execute_sql(f"CREATE TEMPORARY TABLE kept_{name} AS SELECT * FROM {name}")
    for name in reversed(columns):
        db.execute_sql(f"DROP TABLE {name}")
    with db.bind_ctx((*TABLES, AccountRow)):
        for model in TABLES:
            # All at once they are put into an order of peewee's, which knows no OF_RESOURCE.
            db.create_tables((model,))
    for name, there in columns.items():
        into = ", ".join(f'"{one}"' for one in there)
        held = into.replace('"area"', "'rooms'")
        db.execute_sql(f"INSERT INTO {name} ({into}) SELECT {held} FROM kept_{name}")
        db.execute_sql(f"DROP TABLE kept_{name}")
    for statement in (*INDEXES, *(SQLITE if isinstance(db, pw.SqliteDatabase) else POSTGRES)):
        db.execute_sql(statement)
