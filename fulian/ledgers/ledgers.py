"""The one ledger of the kernel's own: 词表."""

from fulian.core import cells
from fulian.core.cells import Reader
from fulian.core.columns import Column, Ledger, register
from fulian.core.permissions import Permission
from fulian.ledgers.intake import register_intake
from fulian.ledgers.words import WordRows, find, keep_word, put_back_word, read_content, take_word

WORDS = Ledger(
    "ledgers.words", "词表", Permission.REGISTERS_SET_UP, WordRows,
    (
        Column("词表", "table", 14, "table", cells.text(40), required=True),
        Column("代码", "code", 20, "code", cells.text(80), required=True),
        Column("内容", "content", 60, "content", Reader("一行写一项：名称：内容", read_content, empty=()), required=True),
    ),
    key="number", during=lambda rows, period: rows, order=1, own_page=True,
    note="种类、填写项、主题、平台这些词，由本区在页面上加；放在交换表里，是为了别的平台读得懂其余各表。",
)  # fmt: skip
register(WORDS)
register_intake(
    "ledgers.words",
    permission=Permission.REGISTERS_SET_UP,
    take=take_word,
    find=find,
    keep=keep_word,
    put_back=put_back_word,
    by_row=True,
)
