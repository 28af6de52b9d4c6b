"""Who answers for a task and by when, where its text says so: （责任部室：宣传部；完成时限：6月底）."""

import re
from dataclasses import dataclass

_KEYS = {
    "leader": "责任领导|分管领导|牵头领导|包抓领导|责任人|负责人",
    "department": (
        "责任部室|责任科室|责任部门|责任单位|牵头单位|牵头部门|牵头部室|主办单位|承办单位|主办|"
        "负责部门|负责单位|实施单位|责任主体|牵头"
    ),
    "partners": "配合单位|配合部门|协办单位|协作单位|参与单位|协同单位|参加单位|配合科室|配合部室|责任配合单位|配合",
    "deadline": "完成时限|完成时间|办结时限|时间节点|时限要求|完成期限|时限|时间安排|活动时间|实施时间|推进时间",
}
_WORDS = {word: kind for kind, group in _KEYS.items() for word in group.split("|")}
_KEY = "|".join(sorted(_WORDS, key=len, reverse=True))
_SAID = re.compile(rf"(?P<key>{_KEY})\s?[:：]\s?(?P<value>.*?)(?=[;；。)）\]】\n]|[,，、\s]?\s*(?:{_KEY})\s?[:：]|$)")
_BRACKET = re.compile(rf"[（(\[【]\s?(?:{_KEY})\s?[:：][^（()）]*[)）\]】]")
ONLY = re.compile(rf"^\s*[（(\[【]?\s?(?:{_KEY})\s?[:：]")


@dataclass(frozen=True)
class Duty:
    leader: str = ""
    department: str = ""
    partners: tuple[str, ...] = ()
    deadline: str = ""

    def __bool__(self) -> bool:
        return bool(self.leader or self.department or self.partners or self.deadline)


def kind_of(heading: str) -> str:
    """Which of the four a column's heading means; "" for any other."""
    plain = re.sub(r"\s", "", heading)
    for word in sorted(_WORDS, key=len, reverse=True):
        if word in plain:
            return _WORDS[word]
    return ""


def names(value: str) -> tuple[str, ...]:
    return tuple(part for part in re.split(r"[、,，;；\s/]+", value.strip()) if part)


def duty_in(text: str) -> tuple[Duty, str]:
    """What a task's text says of it, and the text without it."""
    said: dict[str, str] = {}
    for match in _SAID.finditer(text):
        kind, value = _WORDS[match["key"]], match["value"].strip(" 　：:")
        if value and kind not in said:
            said[kind] = value
    if not said:
        return Duty(), text
    rest = _BRACKET.sub("", text)
    rest = re.sub(rf"(?:^|(?<=[。；;\s]))(?:{_KEY})\s?[:：][^。\n]*[。]?\s*$", "", rest).strip()
    return made(said), rest


def made(said: dict[str, str]) -> Duty:
    first, *more = names(said.get("department", "")) or ("",)
    return Duty(
        leader=said.get("leader", ""),
        department=first,
        partners=(*more, *names(said.get("partners", ""))),
        deadline=said.get("deadline", ""),
    )
