"""Names of persons and their offices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.language.abbreviations import expand
from assistant.language.normalize import fold, fold_pattern, has_accents, word_set
from assistant.language.tokens import Token, tokenize

SURNAMES = word_set(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lương lý trịnh đinh mai trương lâm đoàn cao "
    "tống phùng tô hà đào vương lưu châu quách tạ thái chu triệu la nông ma bế hứa lò lường quàng cầm vi lục mã "
    "giàng vàng sùng thào hạng tếnh đàm kiều doãn khổng ninh thạch kim danh sơn tôn từ văn viên nghiêm bạch lại "
    "mạc quản thân tăng tiêu trang uông ung cù cung khúc lều tòng tráng hảng sằm lèng điểu ksor kpă siu rơ niê mlô"
)

# Countries and continents. Before a name they are no part of it: «Tổng thống Hoa Kỳ Barack Obama».
COUNTRIES = word_set(
    "mỹ|anh|pháp|đức|nga|ý|nhật|hàn|trung|ấn|úc|áo|bỉ|lào|âu|á|phi|hoa kỳ|nhật bản|hàn quốc|trung quốc|ấn độ|"
    "triều tiên|thái lan|hà lan|ba lan|thụy sĩ|thụy điển|tây ban|bồ đào|châu âu|châu á|châu phi|liên xô|đài loan"
)
# What stands before a person's name. Ranks of police and army among them.
HONORIFICS = word_set(
    "đồng chí|ông|bà|anh|chị|em|cháu|bác|cô|chú|bị can|bị cáo|đối tượng|nghi phạm|nạn nhân|thí sinh|học sinh|"
    "sinh viên|đại tướng|thượng tướng|trung tướng|thiếu tướng|chuẩn đô đốc|đại tá|thượng tá|trung tá|thiếu tá|"
    "đại úy|thượng úy|trung úy|thiếu úy|thượng sĩ|thượng sỹ|trung sĩ|hạ sĩ|giáo sư|tiến sĩ|tiến sỹ|"
    "thạc sĩ|thạc sỹ|bác sĩ|bác sỹ|y sĩ|y sỹ|luật sư|kỹ sư|"
    "linh mục|hòa thượng|thượng tọa|đại đức|mục sư|nghệ sĩ|nghệ sỹ|nhà báo|ths|ts|pgs|gs"
)

# Words that open an office; «phó» may stand before.
_OFFICES = (
    "tổng bí thư|chủ tịch|bí thư|thủ tướng|bộ trưởng|thứ trưởng|tổng giám đốc|giám đốc|"
    "trưởng (?:ban|phòng|công an|đoàn|đồn|khoa|thôn|ấp|bản|buôn|xóm|khu phố|trạm|bộ phận|đại diện)|"
    "(?:chi cục|tham mưu|chỉ huy|cục|(?<!chức )vụ|viện|hạt|đội|đồn|tổ|nhóm|hiệu|hội|trạm|thôn|ấp|xóm|lớp|kế toán) "
    "(?:trưởng|phó)|"
    "chánh văn phòng|chánh thanh tra|chánh án|chính ủy|chính trị viên|tư lệnh|chủ nhiệm|ủy viên|tổng thư ký|thư ký|"
    "người phát ngôn|tổng biên tập"
)
_PHO_HEADS = "phó (?:trưởng )?(?:ban|phòng|đoàn|văn phòng)"
# «quyền» and «nguyên» are no part of «chính quyền», «Thái Nguyên», «Tây Nguyên»; «Ban Bí thư» is no person.
_BEFORE_HEAD = r"phó|(?<!chính )quyền|(?<!thái )(?<!tây )(?<!cao )nguyên|cựu|trợ lý|ứng cử viên|tân"
_HEADS = (
    rf"(?<!\w)(?<!ban )(?:(?:{_BEFORE_HEAD}) ){{0,3}}(?:{_OFFICES})(?!\w)"
    rf"|(?<!\w){_PHO_HEADS}(?!\w)"
)
_OFFICE, _OFFICE_FOLDED = re.compile(_HEADS), re.compile(fold_pattern(_HEADS))

_NOT_NAME = word_set(
    "công an ban bộ sở phòng đảng nhà nước việt nam ủy hội đoàn tỉnh huyện xã phường quận thành phố trung ương mặt "
    "trận tổ quốc nhân dân chủ tịch phó bí thư giám đốc trưởng đồng chí ông bà quốc hội chính phủ chánh thủ tổng "
    "hiệu"
)
_NAME_ENDS = word_set("chủ phó bí giám trưởng ủy")  # «Ông Nguyễn Văn Tiến Chủ tịch UBND xã»
# What is called after a person: «đường Lê Lợi», «Trường THPT Nguyễn Trãi».
_NAMED_AFTER = word_set("đường phố trường thpt thcs giải quỹ viện cầu chợ đền đài chùa")
# Capitalised words that open like a family name.
_LOOK_LIKE_NAMES = word_set(
    "đoàn thanh|đoàn kinh|đoàn công|đoàn đại|đoàn kiểm|đoàn luật|đoàn khối|đoàn tncs|hoàng sa|thái lan|hà lan|đào nha|"
    "la liga|cao đẳng|kim ngạch|mai táng|văn phòng|văn hóa|thạch anh|đinh dậu|đinh hợi|tân sửu|quản lý|tôn giáo"
)


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name in a text."""

    name: str
    start: int
    end: int


def find_persons(text: str, places: Sequence[tuple[int, int]] = ()) -> list[Person]:
    """Persons named in a text with its capitals: after an honorific, or starting with a family name.

    `places` are spans that are known to name places: no person starts inside one.
    """
    named = bytearray(len(text))
    for start, end in places:
        named[start:end] = b"\1" * (end - start)
    tokens = [token for token in tokenize(text) if not named[token.start]]
    found: list[Person] = []
    i = 0
    while i < len(tokens):
        led = _honorific_before(text, tokens, i)
        end = _name_end(text, tokens, i, led)
        single = end - i == 1 and led and re.search(r"['’]", tokens[i].text) is not None  # «chị H'Thủy»
        if single or (end - i > 1 and (led or _opens_name(text, tokens, i, end))):
            stop = tokens[end - 1].end
            if text[stop : stop + 1] == "." and text[stop - 2 : stop - 1] == ".":
                stop += 1  # «K.L.»
            found.append(Person(text[tokens[i].start : stop], tokens[i].start, stop))
        elif end == i or tokens[i].norm not in SURNAMES:
            end = i + 1  # a family name may stand further on
        i = end
    return found


def _honorific_before(text: str, tokens: Sequence[Token], i: int) -> bool:
    if not i or text[tokens[i - 1].end : tokens[i].start].strip(" \u00a0") not in ("", ".", ":"):
        return False
    one = tokens[i - 1].norm
    two = f"{tokens[i - 2].norm} {one}" if i > 1 else ""
    return one in HONORIFICS or two in HONORIFICS or one == "đc" or two == "đ c"


def _opens_name(text: str, tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether two or more capitalised words that no honorific leads are a name, by the family name."""
    if tokens[first].norm not in SURNAMES or (end - first == 2 and first == 0):
        return False
    if first:
        before = tokens[first - 1]
        if before.norm in _NAMED_AFTER:
            return False
        if end - first == 2 and before.text.istitle() and text[before.end : tokens[first].start] == " ":
            return False  # the end of a longer name that opens with no family name: «Bồ Đào Nha»
    return f"{tokens[first].norm} {tokens[first + 1].norm}" not in _LOOK_LIKE_NAMES


def _name_end(text: str, tokens: Sequence[Token], first: int, led: bool) -> int:
    """Index after the capitalised run at `first` that may be a name: five words, initials that dots part among them."""
    capitals = led and tokens[first].text.isupper() and tokens[first].norm in SURNAMES  # «ông TRẦN VĂN A»
    i = first
    while i < len(tokens) and i - first < 5:
        token = tokens[i]
        if not token.text[0].isupper() or (token.text.isupper() and len(token.text) > 1 and not capitals):
            break
        if i > first:
            gap = text[tokens[i - 1].end : token.start]
            initials = gap == "." and len(token.text) == len(tokens[i - 1].text) == 1
            if (gap not in (" ", "\u00a0", "  ") and not initials) or token.norm in _NAME_ENDS:
                break
        elif token.norm in _NOT_NAME and token.norm not in SURNAMES:
            break
        i += 1
    return i


# What opens the name of an office or a body rather than of a thing: «Bộ Công an», «Ủy ban Mặt trận».
_BODIES = frozenset(
    "bộ ban ủy uỷ sở công hội đoàn phòng mặt tổ đảng nhà tòa viện cục chi tổng trung quốc chính khu bệnh tập "
    "chủ phó bí giám trưởng huyện tỉnh thành xã phường quận thị đồng thủ quân ngày luật nghị chỉ quyết chương "
    "việt nhân".split()
)


def proper_names(tokens: Sequence[Token], taken: Sequence[tuple[int, int]]) -> list[list[Token]]:
    """Runs of one to five capitalised words that open no office or body and stand in none of the spans `taken`.

    Words in capitals are none, but for initials after the first word: «William E. Simon».
    """
    found: list[list[Token]] = []
    run: list[Token] = []
    for token in [*tokens, None]:
        free = token is not None and not any(start <= token.start < end for start, end in taken)
        if free and token is not None and token.text[0].isupper():
            gap = token.start - run[-1].end if run else 1
            initial = len(token.text) == 1 and bool(run)
            dotted = bool(run) and len(run[-1].text) == 1 and gap == 2
            if (initial or not token.text.isupper()) and (gap == 1 or dotted):
                run.append(token)
                continue
        if 1 <= len(run) <= 5 and run[0].norm not in _BODIES:
            found.append(run)
        run = [token] if free and token is not None and token.text[0].isupper() and not token.text.isupper() else []
    return found


_OF_PERSONS = word_set("bị|khai|sinh|quê|trú|ngụ|lãnh|lĩnh")


def is_subject(run: Sequence[Token], tokens: Sequence[Token]) -> bool:
    """Whether capitalised words that a sentence begins with are somebody's name by what is said of it, though the first
    is capitalised anyway: «Lò Thị An bị bắt»."""
    following = next((token.norm for token in tokens if token.start >= run[-1].end), "")
    return len(run) > 2 and following in _OF_PERSONS


def names_office(text: str, *, accented: bool) -> bool:
    """Whether a question names an office: «Phó Chủ tịch UBND huyện», «PCT»; `accented`: it was typed with accents.

    One accent may be forgotten: «chủ tich».
    """
    # An office may be abbreviated, so it is looked for in the written-out syllables.
    said, end = "", 0
    for token in expand(tokenize(text), chat=True):
        apart = token.start > end and not text[end : token.start].isspace()
        said += f"{', ' if apart else ''}{token.norm} "
        end = token.end
    if accented and _OFFICE.search(said):
        return True
    heads = (said[match.start() : match.end()].split()[:2] for match in _OFFICE_FOLDED.finditer(fold(said)))
    return any(not accented or not all(map(has_accents, words)) for words in heads)
