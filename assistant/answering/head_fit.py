"""How well what stands around a number is the measure asked for, as «12 mô hình» is for «bao nhiêu mô hình»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from assistant.answering.reading import SentenceView
from assistant.language.normalize import fold
from assistant.language.numbers import Quantity
from assistant.language.tokens import Token
from assistant.retrieval.query import Query

# What a count of occasions begins with: its number is not that of what follows.
_COUNTERS = {"luot", "vu", "dot", "cuoc", "buoi", "lan", "chuyen"}
# A figure's unit ends before these: verbs and link words.
UNIT_END = frozenset(
    "đã được có là ở tại trong với và cho vào để đạt tham trên của bị do gồm liên trở theo từ đến nhằm về qua "
    "không còn mới này đó trái tăng giảm chiếm so khi thu đang sẽ phải nằm hoặc giao nhận cùng thuộc xảy phát "
    "như mỗi gây chưa trước sau ước kể đối chết thoát vì".split()
)
_LINKS = {"voi", "cua", "do", "tai", "o"}  # another thing begins
_ENDS = {fold(word) for word in UNIT_END}
_VISITORS, _COMING = {"khach", "du"}, 0.7  # «khách», «du khách», and the fit of «lượt khách»
# Before a noun these may be left out: «26 cầu» are 26 «cây cầu».
_CLASSIFIERS = {"cay", "can", "con", "chiec", "cai", "ngoi", "toa", "bo", "quyen", "cuon", "buc", "ca", "khu", "diem"}
_STATES = {"la", "co", "dat", "con", "duoc", "gom"}  # between a measure and its number: «số hộ nghèo là 7.876»
# Measures that are no counts of their first word.
_SIZES = {
    tuple(name.split())
    for name in (
        "san luong,dien tich,gia tri,kim ngach,doanh thu,thu nhap,nang suat,kinh phi,ty le,ti le,tong von,chieu dai,"
        "trong luong,khoi luong,muc thu,tong thu,ngan sach,hoc phi,dan so,mat do,do cao,toc do,nhiet do,luong mua"
    ).split(",")
}
_DIMENSIONS = {"dai", "rong", "cao", "sau", "nang", "day"}
# Kinds of people, folded: 13 «du khách nhập viện» are 13 who were taken to hospital.
_PERSONS = re.compile(
    r"(?:du khach|hoc sinh|thi sinh|sinh vien|nan nhan|benh nhan|tre em|em nho|cong nhan|can bo(?:,? chien s[iy])?"
    r"|chien s[iy]|hanh khach|thanh nien|phu nu|nguoi dan|bi can|bi cao|doi tuong|lao dong|giao vien|doan vien|hoi vien"
    r"|dang vien|dai bieu|ca nhan|truong hop|em|chau)\b"
)
_SOMEBODY = {"người", "em", "cháu"}  # what a question may call them all
# Who is called by another name: soldiers and firemen «cán bộ, chiến sĩ», children «học sinh».
_ALIKE = [
    (re.compile(rf"(?:{asked})(?!\w)"), re.compile(rf"(?:{said})(?!\w)"))
    for asked, said in [
        ("lính|chiến s[ĩỹ]|cảnh sát|công an|bộ đội", "lính|chiến s[ĩỹ]|cảnh sát|công an|bộ đội|cán bộ,? chiến s[ĩỹ]"),
        ("em|cháu|bé|trẻ|học sinh|học trò", "em|cháu|bé|trẻ|học sinh|học trò|thí sinh"),
        ("bệnh nhân|người bệnh|nạn nhân|ca(?! (?:khúc|sĩ|sỹ|nô|làm|trực))", "bệnh nhân|người bệnh|nạn nhân|ca|người"),
    ]
]
_BY_NAME, _NO_MORE = 0.5, 0.6  # fit of the unit when it is such another name; when nothing more was asked
_KIN = 0.8  # of the fit of the unit when it is a kind of people and people were asked for
_CLOSE = 10  # words after the number in which it must
_SAME_FATE = 0.65  # the same when the rest of the measure follows: «100 học sinh của ba trường nhập viện»
_ANYBODY = {"ca nhan", "doi tuong", "truong hop", "benh nhan", "nan nhan"}
_SOME_KIN = 0.45  # fit of the unit when it is one of these, and nothing more is said of them
CURRENCIES = {"dong", "usd", "vnd", "d", "euro"}


def head_fit(view: SentenceView, quantity: Quantity, after: Sequence[Token], query: Query) -> float:
    """How well what stands around a number is the measure asked for, 0 to 1."""
    since = max((other.end for other in view.quantities if other.end <= quantity.start), default=0)
    since = max(since, *(view.text.rfind(mark, 0, quantity.start) for mark in (";", ", ")))
    before = [token.folded for token in view.tokens if since <= token.start and token.end <= quantity.start][-10:]
    if query.subject:  # «tổng chiều dài … là bao nhiêu»
        led = any(tuple(before[i : i + 2]) == query.subject for i in range(len(before)))
        words = [token.folded for token in after[:3]]
        counts = (words[:1] and words[0] in query.early - {*query.subject}) or words == ["trong", "tong", "so"]
        if not led and not query.sort and counts and "so" not in query.subject:
            return 0.2  # «điểm chuẩn của trường A là bao nhiêu» asks for no number of «trường»
        return 0.95 if led else 0.6 if query.sort or query.subject in view.pairs else 0.2
    if not query.measure or query.sort:
        asked = _DIMENSIONS & {token.folded for token in query.tokens}
        named = [word for word in before if word in _DIMENSIONS][-1:]  # «dài 80 m, có nơi ăn sâu 10 m»
        return 0.7 if not asked or not named else 0.9 if named[0] in asked else 0.3
    measure, words = query.measure[:4], [token.folded for token in after]
    if measure == ("tuoi",) and before[-1:] == ["tuoi"]:
        return 0.95  # «ở tuổi 39»
    bare = not words or bool(view.text[quantity.end : after[0].start].strip())
    counted = _counted(query)
    kind = _PERSONS.match(" ".join(map(fold, words))) if counted[:1] and counted[0] in _SOMEBODY else None
    if kind:
        people = [measure[0], *words[len(kind.group().split()) :]]
        if common_start(measure, people) > 1:  # «200 cán bộ có mặt» are no people who were hurt
            return _KIN * _head_of(measure, people, before, bare)
        if measure[1:2] != ("dan",):  # «người dân» are those who live there
            if measure[1:] and set(measure[1:]) <= set(words[:_CLOSE]):
                return _SAME_FATE
            if kind.group() in _ANYBODY:
                return _SOME_KIN
    asked_for, said = " ".join(counted), " ".join(token.norm for token in after)
    alike = not bare and any(one.match(asked_for) and other.match(said) for one, other in _ALIKE)
    return max(_head_of(measure, words, before, bare), (_BY_NAME if measure[1:] else _NO_MORE) if alike else 0.0)


def _counted(query: Query) -> list[str]:
    """The canonical words of the measure, with the accents that «chậu» and «cháu» differ in."""
    after = [token.norm for token in query.tokens if query.focus is None or token.start >= query.focus[1]]
    return after[: len(query.measure)]


def _head_of(measure: tuple[str, ...], words: list[str], before: list[str], bare: bool) -> float:
    """The same by the folded words before and after the number alone; `bare`: no word directly follows it."""
    # «26 cầu» are 26 «cây cầu», but «401 cây dừa» aren't; of «518.000 con của 353 hộ» nothing more is said.
    if len(measure) > 1 and measure[0] in _CLASSIFIERS and not bare and words[1:] and words[1] not in _ENDS:
        measure, words = measure[1:], words[words[0] in _CLASSIFIERS :]
    common = common_start(measure, words)
    own = measure[0] if bare else words[0]
    sized = tuple(measure[:2]) in _SIZES  # «sản lượng … đạt 45.000 tấn»: in whatever unit
    stated = bool(before) and before[-1] in _STATES and (sized or own in (measure[0], *CURRENCIES))
    if common < len(measure) and stated and any(tuple(before[i : i + 2]) == measure[:2] for i in range(len(before))):
        return 0.95  # «số hộ nghèo là 7.876 hộ»
    if not common and len(measure) > 1 and tuple(before[-2:]) == measure[:2]:
        return 0.85  # «nguồn thu 2.800 tỷ đồng»
    if common:
        return 0.6 + 0.4 * common / len(measure) - (0.1 if 0 < common < len(measure) else 0)
    if measure[0] in _VISITORS and "luot" in words[:1] and _VISITORS & set(words[1:3] + before):
        return _COMING  # guests are always counted by their comings
    if measure[0] in words[1:3] and words[0] in _COUNTERS:
        return 0.2  # «16.000 lượt người» are no 16.000 people
    near = list(takewhile(lambda word: word not in _LINKS, words[:8]))  # «11 lượt phối hợp với thanh tra»
    if measure[0] in words[:4] or set(pairwise(measure)) & set(pairwise(near)):
        return 0.5
    if set(measure) & set(words[:4]):
        return 0.4  # «1.000 ca mắc sốt xuất huyết» are no people who died of it
    return 0.2 if any(word in words + before for word in measure) else 0.1


def common_start(a: Sequence[str], b: Sequence[str]) -> int:
    """How many items two sequences share at their beginning."""
    count = 0
    while count < min(len(a), len(b)) and a[count] == b[count]:
        count += 1
    return count
