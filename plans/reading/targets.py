"""From sentences to targets: which numbers a plan promises, of what, by when, how often and for whom."""

import re
from collections.abc import Iterator
from dataclasses import replace

from plans.reading import words
from plans.reading.document import Found
from plans.reading.judging import counts
from plans.reading.quantities import Quantity, quantities
from plans.reading.sentences import Clause, Sentence, sentences
from plans.reading.subjects import cleaned, subject_of, with_noun
from plans.reading.tense import past_after, reporting
from plans.reading.windows import Frequency, frequencies, resolve, windows

LONGEST_QUOTE = 160
NEAR = 4  # numbers before and behind one that help to say what it counts
_N_TIMES_ONE = re.compile(r"[二两三四五六七八九十\d]{1,2}个一")
_ONE = re.compile(rf"一(?:{words.COUNT_WORDS})")
_DUTY = re.compile(r"(?P<n>[三四五六七八九十])必(?P<verb>[访到谈查看报问送帮慰])")
_RHYTHM_VERB = re.compile(
    "开展|组织|召开|举办|举行|评选|走访|慰问|培训|学习|检查|体检|巡查|上报|报送|通报|发布|推送|更新|安排|进行|排查|调研|宣讲|总结|例会|会议|活动|讲座|座谈|评估|督查|值班|接待|表彰|汇报|讨论|听取|研究|"
    "交流|测评|考核|制作|编印|撰写|发放|回访|联系|服务|看望|集中|观看|参加|推荐|维护|清理|打扫|练习|聚会|家访|一(?:主题|课|题|学|评|访|讲|报|会|星|法|问|练|查|主|小结|谈|考|巡|走访|活动)"
)
_FREQUENCY_NOT = re.compile(
    r"^(?:的)?(?:以来|增长|平均|递增|工资|收入)|^(?:都|均)?(?:有|是|为)|^(?:工作)?(?:计划|报告|总结)(?!.*(?:开展|组织|召开))"
)


def targets_in(text: str, *, year: int | None = None, past: bool = False, window: str | None = None) -> list[Found]:
    """Every quantified target of a text. `past`: the text reports (a summary); `window`: the time its heading names."""
    found: list[Found] = []
    for line in text.split("\n"):
        found += _of_line(line, year=year, past=past, window=window)
    return found


def _of_line(line: str, *, year: int | None, past: bool, window: str | None) -> Iterator[Found]:
    reports, before = past, ""
    listing = 0  # how many sentences a 六个一 still explains
    for sentence in sentences(line):
        past = past_after(sentence, past=past, reports=reports, year=year)
        if _N_TIMES_ONE.search(sentence.plain):
            listing = 2
        elif listing:
            listing -= 1
        reader = Reader(sentence, year=year, past=past, reports=reports, window=window, listing=listing > 0)
        for found in reader.targets():
            before = with_noun(found.subject, before)
            yield replace(found, subject=before)


class Reader:
    """One sentence with the numbers, times and rhythms in it."""

    def __init__(
        self, sentence: Sentence, *, year: int | None, past: bool, reports: bool, window: str | None, listing: bool
    ):
        self.sentence, self.year, self.past, self.heading = sentence, year, past, window
        self.reported = reporting(sentence, past=past, reports=reports, year=year)
        self.windows = windows(sentence.plain)
        self.frequencies = frequencies(sentence.mask)
        self.quantities = list(self._amounts())
        ones = len(_ONE.findall(sentence.mask))
        self.listed = (listing and ones >= 2) or self._parallel()

    def _amounts(self) -> Iterator[Quantity]:
        """A number that belongs to a date or a rhythm is no amount."""
        rhythms = [(f.start, f.end) for f in self.frequencies]
        times = [(w.start, w.end) for w in self.windows]
        for quantity in quantities(self.sentence.mask):
            spans = [*times, *rhythms] if quantity.sort == "duration" else rhythms
            if not any(start <= quantity.number_start < end for start, end in spans):
                yield quantity

    def _parallel(self) -> bool:
        """读一本书、写一篇文章、上一堂课: three in a row, each with a verb, are counted."""
        items = re.split("[、，,；;]", self.sentence.mask)
        run = best = 0
        for item in items:
            run = run + 1 if re.match(rf"\s*\w{{0,3}}[^\W是往像成为作当做]一(?:{words.COUNT_WORDS})", item) else 0
            best = max(best, run)
        return best >= 3

    def targets(self) -> Iterator[Found]:
        taken: set[int] = set()
        for place, quantity in enumerate(self.quantities):
            clause = self.sentence.clause_at(quantity.number_start)
            rhythm, per = self._rhythm(clause, quantity), self._per(clause, quantity)
            if not counts(
                self.sentence, clause, quantity, recurring=rhythm is not None, per=per is not None, listed=self.listed
            ):
                continue
            if not self._promised(clause):
                continue
            taken.add(clause.start)
            others = [*self.quantities[max(0, place - NEAR) : place], *self.quantities[place + 1 : place + 1 + NEAR]]
            yield self._found(clause, quantity, others, rhythm, per)
        yield from self._bare_rhythms(taken)
        yield from self._duties()

    def _promised(self, clause: Clause) -> bool:
        return not self.reported.get(clause.start, self.past)

    def _rhythm(self, clause: Clause, quantity: Quantity) -> Frequency | None:
        """The rhythm in the same clause, before the number or just after it (2场/月)."""
        here = [f for f in self.frequencies if clause.start <= f.start < clause.end]
        before = [f for f in here if f.start < quantity.number_start]
        return before[-1] if before else None

    def _per(self, clause: Clause, quantity: Quantity) -> str | None:
        """每个社区至少1个 → 社区; 2场/村 → 村."""
        last = None
        for match in words.PER.finditer(self.sentence.mask, clause.start, quantity.start):
            last = match
        if last is None:
            if tail := re.match(rf"[/每](?:个|名)?({words.PLACES}|人|户|家|所)", self.sentence.mask[quantity.end :]):
                return tail[1]
            return None
        if last["all"]:
            return last["all"].removeprefix("各") if self._small(quantity) else None
        if last["quoted"]:
            return self.sentence.text[slice(*last.span("quoted"))]
        return last["each"] or last["other"] or last["mean"][0]

    @staticmethod
    def _small(quantity: Quantity) -> bool:
        """各社区开展1场 holds for each; 各社区共100场 does not."""
        return quantity.value < 20

    def _window(self, clause: Clause, quantity: Quantity) -> str | None:
        """The time in the same clause, else the last one named before it in the sentence, else the heading's."""
        before = [w for w in self.windows if w.end <= quantity.start]
        here = [w for w in self.windows if clause.start <= w.start < clause.end]
        best = [w for w in here if w.start < quantity.start] or here or before
        return best[-1].text if best else self.heading

    def _found(
        self, clause: Clause, quantity: Quantity, others: list[Quantity], rhythm: Frequency | None, per: str | None
    ) -> Found:
        window = self._window(clause, quantity)
        start, end = resolve(window or "", self.year)
        times = int(quantity.value) if rhythm and quantity.unit in words.EVENTS else 1
        return Found(
            quote=self._quote(clause),
            subject=subject_of(self.sentence, clause, quantity, others),
            low=quantity.low,
            high=quantity.high,
            comparator=quantity.comparator,
            unit=quantity.unit,
            window=rhythm.text if rhythm else window,
            recurring=rhythm.recurring if rhythm else "",
            times=times if rhythm else 0,
            every=rhythm.every if rhythm else 1,
            per=per,
            starts_on=start,
            due_on=end,
            kind=self._kind(quantity, rhythm, per),
        )

    @staticmethod
    def _kind(quantity: Quantity, rhythm: Frequency | None, per: str | None) -> str:
        if quantity.sort in ("ratio", "points"):
            return "ratio"
        if per is not None:
            return "norm"
        if rhythm is not None and quantity.unit in words.EVENTS:
            return "frequency"
        return "money" if quantity.sort == "money" else "count"

    def _quote(self, clause: Clause) -> str:
        """The sentence; of a very long one the clause with what comes before it."""
        text = self.sentence.text.strip()
        if len(text) <= LONGEST_QUOTE:
            return text
        begin = self.sentence.clauses[max(0, self.sentence.index(clause) - 1)].start
        return self.sentence.text[begin : max(clause.end, begin + 1)].strip()[-LONGEST_QUOTE:]

    def _bare_rhythms(self, taken: set[int]) -> Iterator[Found]:
        """每季度召开例会 names no number: once each time. Not where the clause has its own number."""
        for frequency in self.frequencies:
            clause = self.sentence.clause_at(frequency.start)
            rest = clause.mask[frequency.end - clause.start :]
            taken_up = clause.start in taken and not frequency.rhymes  # 一月一小结、一季一通报 are two
            if (
                taken_up
                or not frequency.recurring
                or not _RHYTHM_VERB.search(clause.mask)
                or _FREQUENCY_NOT.search(rest)
            ):
                continue
            if not self._promised(clause):
                continue
            taken.add(clause.start)
            yield Found(
                quote=self._quote(clause),
                subject=self._rhythm_subject(clause, frequency),
                low=1,
                high=1,
                comparator="=",
                unit="次",
                window=frequency.text,
                recurring=frequency.recurring,
                times=1,
                every=frequency.every,
                kind="frequency",
            )

    def _rhythm_subject(self, clause: Clause, frequency: Frequency) -> str:
        end = clause.end
        if frequency.rhymes:  # 一月一小结、一季一通报
            end = next((m.start() for m in re.finditer("、", self.sentence.mask) if m.start() > frequency.end), end)
        after = cleaned(self.sentence.text[frequency.end : end])
        return (
            after if len(after) >= 2 else cleaned(self.sentence.text[clause.start : frequency.start]) or frequency.text
        )

    def _duties(self) -> Iterator[Found]:
        """六必访: so many kinds of occasions on which somebody goes, whenever they arise."""
        for match in _DUTY.finditer(self.sentence.plain):
            clause = self.sentence.clause_at(match.start())
            if self._promised(clause):
                number = float("三四五六七八九十".index(match["n"]) + 3)
                yield Found(
                    quote=self._quote(clause),
                    subject=f"{match['n']}必{match['verb']}",
                    low=number,
                    high=number,
                    comparator="=",
                    unit="类",
                    window=self.heading,
                    kind="duty",
                )
