"""A sample: the doors of the whole centre, when every part of it is at work."""

from kiosk.screens.home_tile import HomeDoor
from kiosk.ui.drawing.shapes import Chip

WHOLE_CENTRE = (
    HomeDoor("rooms", "armchair-2", "活动场地", "看书、下棋、健身", Chip("free", "4 间有空")),
    HomeDoor("help", "heart-handshake", "找志愿者", "手机、水电、陪看病", Chip("free", "2 人在岗")),
    HomeDoor("cases", "message-2", "说说您的事", "金锋工作室、人大代表", Chip("free", "有人接待")),
    HomeDoor("activities", "calendar-event", "活动预告", "16:00 免费量血压",
         Chip("plain", "今天 2 场", "calendar-event")),
    HomeDoor("lessons", "school", "六点半课堂", "", Chip("free", "6 个位")),
    HomeDoor("care", "home-heart", "义养小镇", "", Chip("near", "快满了")),
    HomeDoor("exhibition", "photo", "展示区", "", Chip("free", "有空")),
)
