"""The invented district 锦和区: townships, villages, units. No such place exists."""

from dataclasses import dataclass, field

DISTRICT_CODE = "379901000000"
DISTRICT_NAME = "锦和区"
SUPERIOR_FEDERATION = "宁川市妇联"


@dataclass(frozen=True)
class Town:
    code: str
    name: str
    prefix: str  # of its people's account names
    places: tuple[str, ...] = field(default=())

    @property
    def is_street(self) -> bool:
        return self.name.endswith("街道")

    @property
    def suffix(self) -> str:
        return "社区" if self.is_street else "村"


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# The township that carries the figures of the replay: as many villages as it had teams.
REPLAY_TOWN = Town(
    "379901101000", "柳泉镇", "lq",
    _names(
        "石桥 东湾 西岭 南坡 北沟 青杨 白果 黄泥 马埠 牛角 双井 三河 柳林 桃园 杏坡 枣庄 梨树 槐荫 榆钱 竹溪 清水 甘泉 龙潭 凤台 云峰 "
        "朝阳 晚霞 长岗 高台 平川 大洼 小营 前进 新兴 永安 太平 福星 吉祥 和顺 玉泉 金沙 银杏 翠屏 芦湾 荷塘 麦香"
    ),
)  # fmt: skip
TOWNS = (
    Town("379901001000", "锦绣街道", "jx", _names("锦绣路 文昌里 学府 春晖 和苑 滨河 电厂 南门")),
    Town("379901002000", "和平街道", "hp", _names("和平里 解放路 友谊 东升 车站 纺织 幸福里")),
    Town("379901003000", "望湖街道", "wh", _names("望湖 湖畔 绿洲 星光 丽景 港湾")),
    Town("379901100000", "清溪镇", "qx", _names("清溪 上游 下游 溪口 溪东 茶山")),
    REPLAY_TOWN,
    Town("379901102000", "白鹭镇", "bl", _names("白鹭 渔港 沙滩 盐场 海门 灯塔")),
    Town("379901103000", "古槐镇", "gh", _names("古槐 城子 驿道 钟楼 窑头 瓦房")),
    Town("379901104000", "青石镇", "qs", _names("青石 石臼 石门 采山 岩口")),
)


def place_code(town: Town, index: int) -> str:
    """Villages are numbered from 200, communities from 001, as live lists do."""
    return f"{town.code[:9]}{(index + 1) if town.is_street else 200 + index:03}"
