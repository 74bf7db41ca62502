"""Samples of slides: every shape a slide can have, with the longest words that fit."""

from datetime import timedelta

from kiosk.assets import ASSETS
from kiosk.domain.content.guide import Text
from kiosk.domain.exhibition.slides import Exhibit, Slide, SlideFigure

# Any picture does: this one is always there.
PHOTO = str(ASSETS / "pictures" / "street-1080@2x.png")
BOOKS = Exhibit("books", Text("图书室成了孩子\n放学后的小天地",
                              "Homework after\nschool: the library"))
PRESSURE = Exhibit("device-heart-monitor", Text("“义养小镇”里\n为老人免费量血压",
                                                "Blood pressure for\nelders, free"))
CHESS = Exhibit("chess-knight", Text("棋牌室是老年人\n娱乐的好去处",
                                     "Chess and cards\nfor the elders"))
PEOPLE = SlideFigure("5217", "人", Text("住在留义社区", "residents"))
GROUPS = SlideFigure("323", "个", Text("邻里互助小组", "neighbour groups"))
SOLVED = SlideFigure("430", "件", Text("选民问题解决了", "cases solved"))
TITLE = Text("想来、愿来、常来", "Come, and come again")
LEAD = Text("留义社区的“大客厅”，七个小区、十一个网格的家",
            "The living room of seven estates and eleven grids")
WELCOME = Slide("welcome", TITLE, LEAD, (BOOKS, PRESSURE, CHESS), (PEOPLE, GROUPS, SOLVED))
OTHERS = tuple(
    Slide(f"more-{n}", TITLE, LEAD, (BOOKS,), lasts=timedelta(minutes=1)) for n in range(4)
)
FIGURES = Slide("figures", Text("留义，大家的家", "Liuyi, home to all"), LEAD,
                figures=(PEOPLE, GROUPS, SOLVED) * 2)
LAST_MONTH = Slide(
    "last_month", Text("上个月，大家来办的事", "What was done last month"),
    Text("每个月一号，换成新的数字", "New figures on the first of each month"), counts=True,
    figures=(
        SlideFigure("2143", "个", Text("取了号", "numbers taken")),
        SlideFigure("1987", "件", Text("办完的事", "people served")),
        SlideFigure("14", "分", Text("办事一般等", "min, usual wait")),
        SlideFigure("204", "次", Text("场地用了", "times in a room")),
        SlideFigure("31", "件", Text("志愿者帮好", "helped at home")),
    ))
PHOTOGRAPHS = Slide("photographs", Text("六点半课堂", "After-school class"),
                    Text("放学没人接，有志愿者看着", "Volunteers mind the children"),
                    (Exhibit("school", BOOKS.caption, PHOTO), PRESSURE))
ONE = Slide("one", TITLE, LEAD, (Exhibit("photo", PRESSURE.caption, PHOTO),), (PEOPLE, GROUPS))
NEWS = Slide("news", Text("今天的通知", "News of the centre"),
             Text("家门口的事，先让您知道", "What is new at your door"), notices=True)
SAMPLES = {
    slide.id: (slide, *OTHERS) for slide in (WELCOME, FIGURES, LAST_MONTH, PHOTOGRAPHS, ONE, NEWS)
}
