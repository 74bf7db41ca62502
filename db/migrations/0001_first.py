"""The first schema: a frozen copy in SQL, independent of the tables of today."""

from typing import Any

from peewee import SqliteDatabase

# `{…}` stands for what the two databases say in different words (SQLITE, POSTGRES).
STAFF = """
CREATE TABLE change_counter (
    id {serial}, version BIGINT NOT NULL, content BIGINT NOT NULL, head TEXT NOT NULL DEFAULT '');
INSERT INTO change_counter (version, content) VALUES (0, 0);
CREATE TABLE event_log (
    version BIGINT NOT NULL, n SMALLINT NOT NULL, at BIGINT NOT NULL, actor TEXT NOT NULL,
    action TEXT NOT NULL, ticket_id INTEGER, "counter" INTEGER, details TEXT NOT NULL,
    hash TEXT NOT NULL DEFAULT '', PRIMARY KEY (version, n));
CREATE INDEX event_log_ticket_id ON event_log (ticket_id);
CREATE INDEX event_log_of_staff ON event_log (version, n)
    WHERE actor >= 'staff:' AND actor < 'staff;';
CREATE INDEX event_log_of_system ON event_log (version, n) WHERE actor = 'system';
CREATE TABLE account (
    id {serial}, name TEXT NOT NULL, role TEXT NOT NULL, pin_hash TEXT NOT NULL,
    password_hash TEXT, wrong INTEGER NOT NULL, locked_until BIGINT, active BOOLEAN NOT NULL);
CREATE UNIQUE INDEX account_name ON account (name);
CREATE TABLE staff_session (
    token_hash TEXT NOT NULL PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    "counter" INTEGER, started_at BIGINT NOT NULL, seen_at BIGINT NOT NULL);
CREATE INDEX staff_session_account_id ON staff_session (account_id);
CREATE TABLE calendar_exception (
    door TEXT NOT NULL, day TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (door, day));
CREATE TABLE kiosk_closure (day TEXT NOT NULL, kiosk TEXT NOT NULL, PRIMARY KEY (day, kiosk));
CREATE TABLE daily_statistics (day TEXT NOT NULL, area TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (day, area))
"""

# What refers to content names the id alone: each kind that is referred to has its ids once more in
# a column of their own, which is empty for all other kinds. What a body itself refers to is a
# column too. The database makes these columns, so that they cannot say anything else.
CONTENT = """
CREATE TABLE content_item (
    kind TEXT NOT NULL, id TEXT NOT NULL, position INTEGER NOT NULL, body TEXT NOT NULL,
    category_key TEXT GENERATED ALWAYS AS (CASE WHEN kind = 'category' THEN id END) {kept},
    line_key TEXT GENERATED ALWAYS AS (CASE WHEN kind = 'line' THEN id END) {kept},
    service_key TEXT GENERATED ALWAYS AS (CASE WHEN kind = 'service' THEN id END) {kept},
    room_key TEXT GENERATED ALWAYS AS (CASE WHEN kind = 'room' THEN id END) {kept},
    counter_key INTEGER
        GENERATED ALWAYS AS (CASE WHEN kind = 'counter' THEN CAST(id AS INTEGER) END) {kept},
    PRIMARY KEY (kind, id));
CREATE UNIQUE INDEX content_item_category_key ON content_item (category_key);
CREATE UNIQUE INDEX content_item_line_key ON content_item (line_key);
CREATE UNIQUE INDEX content_item_service_key ON content_item (service_key);
CREATE UNIQUE INDEX content_item_room_key ON content_item (room_key);
CREATE UNIQUE INDEX content_item_counter_key ON content_item (counter_key);
ALTER TABLE content_item ADD COLUMN category_id TEXT
    GENERATED ALWAYS AS ({body} ->> 'category') {kept} REFERENCES content_item (category_key);
ALTER TABLE content_item ADD COLUMN queue_id TEXT
    GENERATED ALWAYS AS ({body} ->> 'line') {kept} REFERENCES content_item (line_key);
CREATE UNIQUE INDEX one_line_a_prefix ON content_item (({body} ->> 'prefix')) WHERE kind = 'line';
CREATE TABLE content_draft (
    kind TEXT NOT NULL, item TEXT NOT NULL, written TEXT NOT NULL, base TEXT NOT NULL,
    "by" TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (kind, item));
CREATE TABLE content_version (
    kind TEXT NOT NULL, item TEXT NOT NULL, n INTEGER NOT NULL, written TEXT NOT NULL,
    hidden BOOLEAN NOT NULL, "by" TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (kind, item, n));
CREATE TABLE content_plan (
    kind TEXT NOT NULL, item TEXT NOT NULL, what TEXT NOT NULL, due_at BIGINT NOT NULL,
    written TEXT NOT NULL, base TEXT NOT NULL, "by" TEXT NOT NULL,
    PRIMARY KEY (kind, item, what));
CREATE INDEX content_plan_due_at ON content_plan (due_at)
"""

QUEUE = """
CREATE TABLE counter_state (
    number INTEGER NOT NULL PRIMARY KEY REFERENCES content_item (counter_key) ON DELETE CASCADE,
    state TEXT NOT NULL DEFAULT 'closed', day TEXT, help_at BIGINT);
CREATE TABLE ticket_sequence (
    day TEXT NOT NULL, prefix TEXT NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (day, prefix));
CREATE TABLE service_day_count (
    day TEXT NOT NULL, service_id TEXT NOT NULL REFERENCES content_item (service_key),
    taken INTEGER NOT NULL, PRIMARY KEY (day, service_id));
CREATE TABLE queue_day (
    day TEXT NOT NULL, queue_id TEXT NOT NULL REFERENCES content_item (line_key),
    calls INTEGER NOT NULL, run INTEGER NOT NULL, PRIMARY KEY (day, queue_id));
CREATE TABLE ticket (
    id {serial}, code TEXT NOT NULL, request_key TEXT NOT NULL,
    day TEXT NOT NULL, prefix TEXT NOT NULL, number INTEGER NOT NULL,
    service_id TEXT NOT NULL REFERENCES content_item (service_key),
    queue_id TEXT NOT NULL REFERENCES content_item (line_key),
    priority TEXT NOT NULL, state TEXT NOT NULL, slower BOOLEAN NOT NULL, taken_at BIGINT NOT NULL,
    calls INTEGER NOT NULL, due INTEGER, assigned_counter INTEGER, "counter" INTEGER,
    called_at BIGINT, last_called_at BIGINT, coming_at BIGINT, closed_at BIGINT,
    wait_low INTEGER, wait_high INTEGER,
    wait_point DOUBLE PRECISION, wait_scale DOUBLE PRECISION, wait_score DOUBLE PRECISION);
CREATE UNIQUE INDEX ticket_code ON ticket (code);
CREATE UNIQUE INDEX ticket_request_key ON ticket (request_key);
CREATE UNIQUE INDEX ticket_number ON ticket (day, prefix, number);
CREATE INDEX ticket_in_queue ON ticket (day, queue_id, state, priority, service_id, due);
CREATE UNIQUE INDEX one_call_a_counter ON ticket (day, "counter") WHERE state = 'called';
CREATE INDEX last_served ON ticket (service_id, closed_at) WHERE state = 'done';
CREATE INDEX last_calls ON ticket (day, last_called_at) WHERE last_called_at IS NOT NULL;
CREATE INDEX last_estimates ON ticket (queue_id, called_at) WHERE wait_score IS NOT NULL;
CREATE TABLE slip (
    ticket_id INTEGER NOT NULL PRIMARY KEY REFERENCES ticket (id), kiosk TEXT NOT NULL,
    state TEXT NOT NULL, attempts INTEGER NOT NULL, next_at BIGINT NOT NULL, trouble TEXT,
    language TEXT NOT NULL);
CREATE INDEX slips_to_print ON slip (kiosk, ticket_id) WHERE state IN ('queued', 'trouble')
"""

# Word for word as in the index: SQLite does not see that another order means the same.
LIVE = "('checked_in', 'confirmed', 'held')"
# No claim lasts longer, in microseconds.
LONGEST = "86400000000"
ROOMS = f"""
CREATE TABLE walk_in_count (
    room_id TEXT NOT NULL REFERENCES content_item (room_key), day TEXT NOT NULL,
    people INTEGER NOT NULL CHECK (people >= 0), "full" BOOLEAN NOT NULL,
    PRIMARY KEY (room_id, day));
CREATE TABLE resource (
    id TEXT NOT NULL PRIMARY KEY, capacity INTEGER NOT NULL CHECK (capacity >= 0));
CREATE TABLE reservation (
    id {{serial}}, code TEXT NOT NULL, request_key TEXT NOT NULL,
    resource_id TEXT NOT NULL REFERENCES resource (id),
    starts_at BIGINT NOT NULL, ends_at BIGINT NOT NULL,
    blocked_from BIGINT NOT NULL, blocked_until BIGINT NOT NULL,
    seats INTEGER NOT NULL CHECK (seats > 0), state TEXT NOT NULL,
    CHECK (starts_at < ends_at), CHECK (blocked_from <= starts_at AND ends_at <= blocked_until),
    CHECK (blocked_until - blocked_from <= {LONGEST}),
    CHECK (state IN ('held', 'confirmed', 'checked_in', 'released', 'cancelled', 'finished')));
CREATE UNIQUE INDEX reservation_code ON reservation (code);
CREATE UNIQUE INDEX reservation_request_key ON reservation (request_key);
CREATE INDEX live_reservations ON reservation (resource_id, blocked_from) WHERE state IN {LIVE};
CREATE INDEX reservations_by_start ON reservation (starts_at) WHERE state IN {LIVE};
CREATE INDEX reservations_in_time ON reservation (starts_at);
CREATE TABLE reservation_series (
    id {{serial}}, request_key TEXT NOT NULL, resource_id TEXT NOT NULL REFERENCES resource (id),
    rule TEXT NOT NULL, first TEXT NOT NULL, opens TEXT NOT NULL, closes TEXT NOT NULL,
    title TEXT NOT NULL, skips_holidays BOOLEAN NOT NULL,
    made_by_id INTEGER NOT NULL REFERENCES account (id), made_at BIGINT NOT NULL);
CREATE UNIQUE INDEX reservation_series_request_key ON reservation_series (request_key);
CREATE TABLE booking (
    reservation_id INTEGER NOT NULL PRIMARY KEY REFERENCES reservation (id),
    number SMALLINT NOT NULL,
    source TEXT NOT NULL, owner_index TEXT, encrypted_phone TEXT, notice TEXT, title TEXT NOT NULL,
    reason TEXT NOT NULL, held_until BIGINT, made_at BIGINT NOT NULL, changed_at BIGINT NOT NULL,
    sequence INTEGER NOT NULL, reminded BOOLEAN NOT NULL,
    series_id INTEGER REFERENCES reservation_series (id));
CREATE INDEX booking_owner_index ON booking (owner_index);
CREATE INDEX booking_series_id ON booking (series_id);
CREATE INDEX bookings_known ON booking (made_at) WHERE owner_index IS NOT NULL;
CREATE TABLE waitlist_entry (
    id {{serial}}, code TEXT NOT NULL, request_key TEXT NOT NULL,
    resource_id TEXT NOT NULL REFERENCES resource (id), starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL, seats SMALLINT NOT NULL, owner_index TEXT, made_at BIGINT NOT NULL,
    state TEXT NOT NULL);
CREATE UNIQUE INDEX waitlist_entry_code ON waitlist_entry (code);
CREATE UNIQUE INDEX waitlist_entry_request_key ON waitlist_entry (request_key);
CREATE INDEX waitlist_in_order ON waitlist_entry (starts_at, resource_id) WHERE state = 'waiting'
"""

HELP = """
CREATE TABLE volunteer (
    id {serial}, number TEXT NOT NULL, name TEXT NOT NULL, phone TEXT, teams TEXT NOT NULL,
    grid TEXT, vetted BOOLEAN NOT NULL, active BOOLEAN NOT NULL, link_hash TEXT, device_hash TEXT,
    pin_hash TEXT, wrong SMALLINT NOT NULL, locked_until BIGINT, made_at BIGINT NOT NULL);
CREATE UNIQUE INDEX volunteer_number ON volunteer (number);
CREATE UNIQUE INDEX volunteer_link_hash ON volunteer (link_hash);
CREATE TABLE duty (
    id {serial}, volunteer_id INTEGER NOT NULL REFERENCES volunteer (id), post TEXT,
    begins_at BIGINT NOT NULL, ends_at BIGINT NOT NULL);
CREATE INDEX duty_begins_at ON duty (begins_at);
CREATE TABLE help_request (
    id {serial}, code TEXT NOT NULL, request_key TEXT NOT NULL, number SMALLINT NOT NULL,
    kind TEXT NOT NULL, source TEXT NOT NULL, place TEXT NOT NULL, state TEXT NOT NULL,
    asked_at BIGINT NOT NULL, changed_at BIGINT NOT NULL, ended_at BIGINT, estate TEXT, grid TEXT,
    mark TEXT, notice TEXT, wanted_from BIGINT, wanted_to BIGINT, meets_at BIGINT, team TEXT,
    to_grid TEXT, to_volunteer_id INTEGER REFERENCES volunteer (id),
    helper_id INTEGER REFERENCES volunteer (id), second_id INTEGER REFERENCES volunteer (id),
    there_at BIGINT, left_at BIGINT, alarmed BOOLEAN NOT NULL, shares_phone BOOLEAN NOT NULL,
    reason TEXT NOT NULL, stars SMALLINT, thanked_at BIGINT, personal TEXT);
CREATE UNIQUE INDEX help_request_code ON help_request (code);
CREATE UNIQUE INDEX help_request_request_key ON help_request (request_key);
CREATE INDEX help_request_asked_at ON help_request (asked_at);
CREATE INDEX help_request_mark ON help_request (mark);
CREATE INDEX help_request_helper_id ON help_request (helper_id);
CREATE INDEX help_request_second_id ON help_request (second_id);
CREATE INDEX help_live ON help_request (asked_at) WHERE ended_at IS NULL;
CREATE INDEX help_ended ON help_request (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX help_thanked ON help_request (thanked_at) WHERE thanked_at IS NOT NULL;
CREATE TABLE help_event (
    id {serial}, request_id INTEGER NOT NULL REFERENCES help_request (id), at BIGINT NOT NULL,
    action TEXT NOT NULL, actor TEXT NOT NULL, details TEXT NOT NULL);
CREATE INDEX help_event_request_id ON help_event (request_id);
CREATE INDEX help_event_at ON help_event (at);
CREATE TABLE help_message (
    id {serial}, request_id INTEGER NOT NULL REFERENCES help_request (id), at BIGINT NOT NULL,
    author TEXT NOT NULL, said TEXT);
CREATE INDEX help_message_request_id ON help_message (request_id);
CREATE TABLE help_photo (
    request_id INTEGER NOT NULL PRIMARY KEY REFERENCES help_request (id), sealed TEXT NOT NULL);
CREATE TABLE help_visit (
    id {serial}, request_id INTEGER NOT NULL REFERENCES help_request (id),
    volunteer_id INTEGER NOT NULL REFERENCES volunteer (id), there_at BIGINT NOT NULL,
    left_at BIGINT, attested_at BIGINT, minutes INTEGER, reason TEXT NOT NULL,
    corrected_by INTEGER);
CREATE INDEX help_visit_request_id ON help_visit (request_id);
CREATE INDEX help_visit_volunteer_id ON help_visit (volunteer_id);
CREATE TABLE used_handoff (nonce TEXT NOT NULL PRIMARY KEY, ends_at BIGINT NOT NULL);
CREATE INDEX used_handoff_ends_at ON used_handoff (ends_at);
CREATE TABLE notification_channel (id {serial}, name TEXT NOT NULL, address TEXT);
CREATE TABLE notification (
    id {serial}, target_id INTEGER NOT NULL REFERENCES notification_channel (id),
    text TEXT NOT NULL, made_at BIGINT NOT NULL, next_at BIGINT NOT NULL, tries INTEGER NOT NULL);
CREATE INDEX notification_target_id ON notification (target_id);
CREATE INDEX notification_next_at ON notification (next_at)
"""

# Places taken at the moment {moment}. The lower bound lets the index end.
AT = f"""(SELECT SUM(other.seats) FROM reservation AS other
    WHERE other.resource_id = one.resource_id AND other.state IN {LIVE}
    AND other.blocked_from <= {{moment}} AND other.blocked_until > {{moment}}
    AND other.blocked_from > {{moment}} - {LONGEST})"""
# Claims at whose begin, or at the new one's, more places are taken than there are. Most are
# taken where one of them begins, so no other moment has to be looked at.
OVER = f"""SELECT 1 FROM reservation AS one JOIN resource ON resource.id = one.resource_id
    WHERE one.resource_id = NEW.resource_id AND one.state IN {LIVE}
    AND one.blocked_from < NEW.blocked_until AND one.blocked_until > NEW.blocked_from
    AND one.blocked_from > NEW.blocked_from - {LONGEST}
    AND {AT} > resource.capacity"""
# All claims of a resource that becomes smaller.
OVER_AT_ALL = f"""SELECT 1 FROM reservation AS one WHERE one.resource_id = NEW.id
    AND one.state IN {LIVE} AND {AT.format(moment="one.blocked_from")} > NEW.capacity"""
CHANGES = "resource_id, blocked_from, blocked_until, seats, state"
CLOSED = "the journal is only added to"

SQLITE = {"serial": "INTEGER NOT NULL PRIMARY KEY", "kept": "VIRTUAL", "body": "body"}
SQLITE_TRIGGERS = (
    *(
        f"""CREATE TRIGGER reservation_fits_{what} AFTER {event} ON reservation
        WHEN NEW.state IN {LIVE} BEGIN SELECT RAISE(ABORT, 'over_capacity') WHERE EXISTS (
        {OVER.format(moment="MAX(one.blocked_from, NEW.blocked_from)")}); END"""
        for what, event in (("added", "INSERT"), ("changed", f"UPDATE OF {CHANGES}"))
    ),
    f"""CREATE TRIGGER resource_keeps_its_reservations AFTER UPDATE OF capacity ON resource
    WHEN NEW.capacity < OLD.capacity
    BEGIN SELECT RAISE(ABORT, 'over_capacity') WHERE EXISTS ({OVER_AT_ALL}); END""",
    *(
        f"""CREATE TRIGGER event_log_{event} BEFORE {event} ON event_log
        BEGIN SELECT RAISE(ABORT, '{CLOSED}'); END"""
        for event in ("update", "delete")
    ),
    # The database keeps the head by itself: that takes no way to the server and back.
    """CREATE TRIGGER event_log_head AFTER INSERT ON event_log
    BEGIN UPDATE change_counter SET head = NEW.hash; END""",
)

POSTGRES = {
    "serial": "SERIAL NOT NULL PRIMARY KEY", "kept": "STORED", "body": "CAST(body AS JSON)",
}
# Here several write at once. Whoever claims locks the resource by writing it, so a transaction
# that looks at an older picture cannot pass either: the second one waits, or is not serializable.
POSTGRES_TRIGGERS = (
    f"""CREATE FUNCTION reservation_fits() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE resource SET capacity = capacity WHERE id = NEW.resource_id;
        IF EXISTS ({OVER.format(moment="GREATEST(one.blocked_from, NEW.blocked_from)")}) THEN
            RAISE 'over_capacity' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    END $$""",
    f"""CREATE TRIGGER reservation_fits AFTER INSERT OR UPDATE OF {CHANGES} ON reservation
    FOR EACH ROW WHEN (NEW.state IN {LIVE}) EXECUTE FUNCTION reservation_fits()""",
    f"""CREATE FUNCTION resource_keeps_its_reservations() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS ({OVER_AT_ALL}) THEN
            RAISE 'over_capacity' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    END $$""",
    """CREATE TRIGGER resource_keeps_its_reservations AFTER UPDATE OF capacity ON resource
    FOR EACH ROW WHEN (NEW.capacity < OLD.capacity)
    EXECUTE FUNCTION resource_keeps_its_reservations()""",
    f"""CREATE FUNCTION event_log_is_closed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{CLOSED}'; END $$""",
    """CREATE TRIGGER event_log_closed BEFORE UPDATE OR DELETE ON event_log
    FOR EACH ROW EXECUTE FUNCTION event_log_is_closed()""",
    """CREATE FUNCTION event_log_has_head() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN UPDATE change_counter SET head = NEW.hash; RETURN NULL; END $$""",
    """CREATE TRIGGER event_log_head AFTER INSERT ON event_log
    FOR EACH ROW EXECUTE FUNCTION event_log_has_head()""",
)


def up(_migrator: Any, db: Any) -> None:
    is_sqlite = isinstance(db, SqliteDatabase)
    dialect = SQLITE if is_sqlite else POSTGRES
    tables = f"{STAFF};{CONTENT};{QUEUE};{ROOMS};{HELP}".format(**dialect)
    # A semicolon at the end of a line ends a statement; one in a condition stands within.
    for statement in tables.split(";\n"):
        db.execute_sql(statement)
    for statement in SQLITE_TRIGGERS if is_sqlite else POSTGRES_TRIGGERS:
        db.execute_sql(statement)
