"""Invented people. Names look right, with rare characters in them; nobody here exists."""

import random

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔"
)
GIVEN = [
    "秀英",
    "桂兰",
    "玉梅",
    "春燕",
    "晓玥",
    "慧敏",
    "丽娟",
    "海霞",
    "淑芬",
    "建红",
    "雪梅",
    "艳萍",
    "国秀",
    "爱华",
    "文静",
    "婉婷",
    "思涵",
    "佳怡",
    "月娥",
    "凤琴",
    "喆",
    "堃娜",
    "婳",
    "昇平",
    "㛃",
    "云霞",
    "翠莲",
    "红梅",
    "小玲",
    "志芳",
    "素珍",
    "亚楠",
    "静怡",
    "美玲",
    "兰香",
    "巧云",
    "惠芳",
    "明霞",
    "瑞雪",
    "晶晶",
    "冬梅",
    "金凤",
    "银花",
    "彩虹",
    "如意",
    "䶮洁",
    "旻",
    "祎",
    "瑄",
    "赟",
]
SPECIAL = ("阿依古丽·买买提", "欧阳静姝", "单雄秀")


class Names:
    """Draws names that do not repeat, the same ones for the same seed."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)
        self.used: set[str] = set()
        self.special = list(SPECIAL)

    def draw(self) -> str:
        if self.special:
            return self._take(self.special.pop(0))
        while True:
            name = self.random.choice(SURNAMES) + self.random.choice(GIVEN)
            if name not in self.used:
                return self._take(name)

    def _take(self, name: str) -> str:
        self.used.add(name)
        return name
