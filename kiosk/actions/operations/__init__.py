"""Operations: start, backups, health, retention, closing, and calendar exceptions."""

from kiosk.actions.operations.backups import keep_backed_up
from kiosk.actions.operations.fleet import due_now, fleet_health, in_summary, watch
from kiosk.actions.operations.health import parts
from kiosk.actions.operations.keys import keep_keys
from kiosk.actions.operations.log_check import check_nightly
from kiosk.actions.operations.pairing import forget_code
from kiosk.actions.operations.second_copy.making import keep_second_copy
from kiosk.actions.operations.second_copy.status import second_copy_health
from kiosk.actions.operations.setup import SETUP
from kiosk.actions.operations.summary import tell_street
from kiosk.area import Area, AtLength, EventNames, RetentionRule
from kiosk.domain.operations.backup_schedule import DAILY, LOG_DAYS

AREA = Area(
    name="operations",
    events=EventNames(
        by_staff=("set_special_day", "remove_special_day", "close_today", "open_again",
                  "try_printer", "try_voice", "opening_check", "print_again", "restart_pages",
                  "back_up", "see_person", "export_person", "correct_person", "erase_person",
                  "retire_kiosk", "take_kiosk_back", "set_passphrase", "want_copy", "set_up",
                  "open_pairing"),
        by_others=("tell_of_kiosk", "pair", "second_copy", "tell_of_copy", "restored", "mended",
                   "erase_again", "keys_from_copy", "restarted")),
    jobs={"backup": AtLength(keep_backed_up), "second copy": AtLength(keep_second_copy),
          "keys": AtLength(keep_keys), "event log": AtLength(check_nightly), "kiosks": watch,
          "pairing": forget_code, "street": tell_street},
    health=lambda ctx, serving: (*parts(ctx, serving), *second_copy_health(ctx, serving),
                                 *fleet_health(ctx, serving)),
    retention=(RetentionRule("logs", LOG_DAYS), RetentionRule("backups", DAILY)),
    records=None,
    statistics=None,
    content=None,
    names=None,
    announces=None,
    seed=None,
    demo=None,
    erase=None,
    losses=None,
    today=due_now,
    summary=in_summary,
    setup=SETUP,
)

