"""A sample: the doors of the whole centre, when every part of it is at work."""

from kiosk.screens.home_tile import HomeDoor
from kiosk.ui.drawing.shapes import Chip

WHOLE_CENTRE = (
    HomeDoor("rooms", "armchair-2", "活动场地", "看书、下棋、健身", Chip("free", "4 间有空"),
             hours="活动场地开到 21:00"),
    HomeDoor("help", "heart-handshake", "找志愿者", "手机、水电、陪看病", Chip("free", "2 人在岗")),
    HomeDoor("cases", "message-2", "说说您的事", "金锋工作室、人大代表", Chip("free", "有人接待")),
    HomeDoor("activities", "calendar-event", "活动预告", "16:00 免费量血压",
             Chip("plain", "今天 2 场", "calendar-event")),
    HomeDoor("lessons", "school", "六点半课堂", "", Chip("free", "还有 6 个位"), small=True),
    HomeDoor("care", "home-heart", "义养小镇", "", Chip("free", "量血压到 11:00"), small=True),
    HomeDoor("exhibition", "photo", "展示区", "", Chip("free", "随时能看"), small=True),
)
WITHOUT_CASES = tuple(door for door in WHOLE_CENTRE if door.screen != "cases")
THREE_DOORS = (*WHOLE_CENTRE[:2], WHOLE_CENTRE[-1])
