"""Persons that could be the answer, and the offices that they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.addressed import TO_WHOM, addressed, after, is_called
from assistant.answering.candidate import Candidate, nearness
from assistant.answering.evidence import Wanted
from assistant.answering.reading import SentenceView
from assistant.language.gazetteer import folded_key
from assistant.language.names import COUNTRIES, Person, Role, find_roles, proper_names
from assistant.language.normalize import fold, has_accents, is_syllable
from assistant.retrieval.query import Query

_UNSURE = 0.8  # fit of a name that may be a thing's, beside a person's


def persons(view: SentenceView, query: Query, terms: Sequence[Wanted]) -> list[Candidate]:
    """Persons that a sentence names; when an office is asked about, only who holds it."""
    asked = " ".join(token.folded for token in query.tokens)

    def new(found: Sequence[Person]) -> list[Person]:
        return [who for who in found if fold(who.name) not in asked and not is_called(view, who, query)]

    known = new(view.persons)
    spelt = {token.folded for token in query.tokens if token.text[0].isupper() or not has_accents(query.text)}
    others = [name for name in _other_names(view) if not spelt & set(fold(name.name).split())]
    if query.role:
        others = [name for name in others if not _COMPANY.search(view.text[: name.start])]
        return _holders(view, query, known) or [
            replace(other, fit=_UNSURE * other.fit) for other in _holders(view, query, others)
        ]
    known = [person for person in known if not _named_after(view, person)]
    if asked_with := TO_WHOM.search(query.text):
        known, others = new(after(view, asked_with[1])) or known, []
    if undergoes := addressed(query):
        return [
            _near(view, person, 1.0, terms)
            for person in known
            if not view.text[: person.start].lower().rstrip().endswith(undergoes)
        ]
    return [_near(view, person, 1.0, terms) for person in known] or [_near(view, n, _UNSURE, terms) for n in others]


# Before the name of a company or school: «Giám đốc Công ty TNHH cấp nước Bãi Dài».
_COMPANY = re.compile(
    r"(?<!\w)(?:công ty|tập đoàn|doanh nghiệp|ngân hàng|hợp tác xã|trường|bệnh viện)(?:\s+[\w-]+){0,8}\s+\Z",
    re.IGNORECASE,
)
# Before the name of a ward or a street: «Công an phường Lý Tự Trọng», «số nhà 7 Lý Tự Trọng».
_STREET = re.compile(r"(?<!\w)(?:phường|xã|quận|huyện|phố|đường|số(?: nhà)?\s+\d+\w?)\s+\Z", re.IGNORECASE)


def _named_after(view: SentenceView, person: Person) -> bool:
    """Whether a name is a ward's or a street's; after an office it is who holds that."""
    held = any(0 <= person.start - role.end <= 1 for role in view.roles)
    return not held and _STREET.search(view.text[: person.start]) is not None


def _near(view: SentenceView, person: Person, sure: float, terms: Sequence[Wanted]) -> Candidate:
    fit = sure * nearness(view, person.start, person.end, terms)
    return Candidate(view, person.start, person.end, fit, "name")


def _holders(view: SentenceView, query: Query, persons: Sequence[Person]) -> list[Candidate]:
    """Those of the persons to whom a sentence gives the office asked about."""
    found = []
    for role in find_roles(view.text, persons):
        fit = office_fit([fold(word) for word in role.words], query)
        person = holder(view, role, persons) if fit else None
        if person:
            found.append(Candidate(view, person.start, person.end, fit, "name"))
    return found


def _other_names(view: SentenceView) -> list[Person]:
    """Names that open with no Vietnamese family name and need not be persons' («Lady Gaga»); those of places left out.

    A single word that may be Vietnamese is capitalised for other reasons.
    """
    spans = [(place.start, place.end) for place in view.places]
    found = []
    for run in proper_names(view.tokens, spans):
        while run and (run[0].norm in COUNTRIES or (run[0].start == 0 and is_syllable(run[0].norm))):
            run = run[1:]
        while " ".join(word.norm for word in run[:2]) in COUNTRIES:
            run = run[2:]
        if len(run) > 1 or (run and not is_syllable(run[0].norm)):
            found.append(Person(view.text[run[0].start : run[-1].end], run[0].start, run[-1].end, False))
    return found


# What may stand between an office and the name of who holds it, and between a name and an office that follows.
_ADDRESS = re.compile(
    r"[\s,:–-]*(?:(?:là|đồng chí|ông|bà|đc|(?:thượng|đại|trung|thiếu)\s+t[áướ]\w*|ths\.?|ts\.?"
    r"|tiến sĩ|thạc sĩ|bác s[ĩỹ])[\s.:,]*)*",
    re.IGNORECASE,
)
_LINKS = re.compile(
    r"(?:\s*[(,]\s*(?:\d{1,3} tuổi|(?:SN|sinh năm|sinh) \d{4})\)?)?"  # «Lê Văn Cường (31 tuổi), Giám đốc»
    r"[\s,;:()–-]*(?:(?:là|và|kiêm|hiện là|nguyên|giữ chức vụ|giữ chức|được bầu làm|được bầu giữ chức|được bổ nhiệm làm"
    r"|được bổ nhiệm giữ chức|đảm nhiệm|làm)[\s,–-]*)*",
    re.IGNORECASE,
)
# Before an office, these make it another's than the person's who follows: «Thay mặt Giám đốc, ông …».
_ANOTHERS = re.compile(
    r"(?:thay mặt|theo|ủy quyền của|chỉ đạo của|ý kiến của|được sự \w+(?: \w+)? của|của)\s*$", re.IGNORECASE
)
# What changes an office into another: a deputy isn't the chief, a former one isn't the present one.
_CHANGES = re.compile(r"(?:(?:pho|nguyen|cuu|quyen|tro ly|ung cu vien) )*")
_LEVEL_WORDS = re.compile(
    r"\b(thanh pho|thi xa|thi tran|trung uong|tinh|huyen|quan(?! su| ly| doi| khu)|xa(?! hoi)|phuong|thon)\b"
    r"(?<!co quan)(?<!dia phuong)(?<!nong thon)(?<!ha tinh)"
)


def role_fit(words: Sequence[str], role: Sequence[str]) -> float:
    """Whether an office of the text, folded, is the one asked for: 0 no, 1 yes, between when a part is missing."""
    asked, said = _full(" ".join(role)), _full(" ".join(words))
    if _leading(asked) != _leading(said):
        return 0.0
    core_asked, level_asked, place_asked = _parts(asked)
    core_said, level_said, place_said = _parts(said)
    if "thuong truc" not in core_asked:
        core_said = core_said.replace(" thuong truc", "")
    short = bool(_SCHOOL.search(core_asked)) != bool(_SCHOOL.search(core_said))  # «trường Bãi Dài»
    if short:
        core_asked, core_said = _SCHOOL.sub("", core_asked), _SCHOOL.sub("", core_said)
    if core_asked != core_said and not _cut_short(core_asked, core_said):
        return 0.0
    if level_asked and level_said and level_asked != level_said:
        return 0.0
    if place_asked and place_said and not _same_place(place_asked, place_said):
        return 0.0
    return 1.0 if core_asked == core_said and level_asked == level_said and not short else 0.85


_SCHOOL = re.compile(r"\b(?:tieu hoc|mam non|mau giao|trung hoc co so|trung hoc pho thong|cao dang|dai hoc) ")


def office_fit(words: Sequence[str], query: Query) -> float:
    """`role_fit` for the office that a question asks about, of which the text may say more than its own words and
    leave out the place: «Giám đốc Sở NN-PTNT» for «Giám đốc Sở Nông nghiệp Hoa Lâm»."""
    if fit := role_fit(words, query.role):
        return fit
    role = " ".join(query.role)
    for name in {fold(place.name) for place in query.places}:
        bare = role.removesuffix(f" {name}")
        core, _, place = _parts(_full(" ".join(words)))
        rest = core.removeprefix(f"{_full(bare)} ")
        if bare != role and _FIELDS.fullmatch(rest) and (not place or _same_place(name, place)):
            return 0.85
    return 0.0


# The further fields of a department, or of an office in it, after the first.
_FIELDS = re.compile(
    r"(?:(?:phat trien nong thon|dao tao|moi truong|dau tu|cong nghe|the thao|du lich|truyen thong|xa hoi"
    r"|thuong binh|gia dinh|kien truc|nong nghiep)(?: |$))+"
)

# A ministry or department with the first field of its name, which is often all that is said of it.
_FIELD = re.compile(r"\b(?:bo truong|so|bo|phong(?! canh sat| an ninh)) \w+ \w+\b")


def _cut_short(asked: str, said: str) -> bool:
    """Whether one of two offices is the other with the end of its body's name left out: «giam doc so giao duc» of «giam
    doc so giao duc dao tao», also before the same place."""
    shorter, longer = sorted((asked, said), key=len)
    enough = len(shorter.split()) >= 3 or said == "hieu truong"  # of the school that the article is about
    if longer.startswith(shorter + " "):
        return enough
    field = _FIELD.search(shorter)
    return (
        field is not None
        and longer.startswith(f"{field.string[: field.end()]} ")
        and longer.endswith(shorter[field.end() :])
    )


def _same_place(asked: str, said: str) -> bool:
    """Whether two folded places are one, by what both begin with: «hoa lam», «hoa lam tinh an phong»."""
    return asked.split()[:2] == said.split()[:2] or folded_key(asked.split()) == folded_key(said.split())


def office_words(query: Query) -> frozenset[str]:
    """Words, folded, that every office has which fits the one asked for."""
    core, _, _ = _parts(_full(" ".join(query.role)))
    return frozenset(core.split()[:2])


def office_level(query: Query) -> str:
    """The unit word, folded, of the office asked about: «huyen»; empty when it has none or names its place."""
    _, level, place = _parts(_full(" ".join(query.role)))
    return "" if place else level


# The organs of a place's government; a union or a school of the same place is something else entirely.
_GOVERNING = {"uy ban nhan dan", "hoi dong nhan dan"}


def kinship(words: Sequence[str], query: Query) -> float:
    """How near another office of the text, folded, is to the one asked for: 1 of another rank («phó …»), ½ of another
    body, 0 of another name or level."""
    asked, said = (_CHANGES.sub("", _full(" ".join(role)), count=1) for role in (query.role, words))
    core_asked, level_asked, _ = _parts(asked)
    core_said, level_said, _ = _parts(said)
    if core_asked.split()[:2] != core_said.split()[:2] or (level_asked and level_said and level_asked != level_said):
        return 0.0
    if core_asked == core_said:
        return 1.0
    bodies = {" ".join(core.split()[2:]) for core in (core_asked, core_said)}
    of_one_sort = bodies <= _GOVERNING or "" in bodies or len({body.split()[0] for body in bodies}) == 1
    return 0.5 if of_one_sort else 0.0


def _leading(role: str) -> str:
    match = _CHANGES.match(role)
    return match.group() if match else ""


# What a company's name is often said without: «công ty TNHH một thành viên Hoa Sen» is «công ty Hoa Sen».
_LEGAL_FORM = "(?:tnhh|cp|mtv|co phan|trach nhiem huu han|mot thanh vien)"


def _full(role: str) -> str:
    """«chu tich xa …» is the chairman of its People's Committee, «bi thu huyen uy» of a Party committee's level."""
    role = re.sub(r"\bva ", "", role)  # «Nông nghiệp và Phát triển nông thôn» is «NN&PTNT»
    role = re.sub(r"\b(chi cuc|cuc|bo|vu|vien) truong (?:chi cuc|cuc|bo|vu|vien) ", r"\1 truong ", role)
    role = re.sub(r"\bthu truong bo ", "thu truong ", role)
    role = re.sub(r"\bhieu (truong|pho) (?:nha )?truong\b", r"hieu \1", role)
    role = re.sub(rf"\bcong ty (?:{_LEGAL_FORM} )+", "cong ty ", role)
    role = re.sub(r"^cuu ", "nguyen ", role)
    role = re.sub(r"\bxa (?:dao|bien gioi|mien nui|vung cao|bai ngang)\b", "xa", role)
    role = re.sub(r"\b(tinh|huyen|thanh|quan|thi) (uy|doan)\b", r"\2 \1", role)
    units = "tinh|huyen|quan|xa|phuong|thanh pho|thi xa|thi tran"
    return re.sub(rf"\bchu tich (?=(?:{units})\b)", "chu tich uy ban nhan dan ", role)


def _parts(role: str) -> tuple[str, str, str]:
    """An office, the level of its place and the place: «chu tich uy ban nhan dan», «huyen», «…»."""
    match = _LEVEL_WORDS.search(role)
    if not match or not role[: match.start()].strip():
        return role, "", ""
    return role[: match.start()].strip(), match.group(1), role[match.end() :].strip()


def holder(view: SentenceView, role: Role, persons: Sequence[Person]) -> Person | None:
    """The person that a sentence gives an office to: named right after it, or before it with other offices between."""
    after = next((person for person in persons if person.start >= role.end), None)
    if after and _ADDRESS.fullmatch(between := view.text[role.end : after.start]):
        own_office = any(0 <= other.start - after.end <= 4 for other in view.roles)
        others = "," in between and _ANOTHERS.search(view.text[: role.start])
        if not others and ("," not in between or not own_office):
            return after  # after a comma, a person with an office of his own is another
    before = [person for person in persons if person.end <= role.start]
    if not before:
        return None
    between = view.text[before[-1].end : role.start]
    for other in view.roles:
        if before[-1].end <= other.start < role.start:
            between = between.replace(view.text[other.start : other.end], "")
    return before[-1] if _LINKS.fullmatch(between) else None


def offices(view: SentenceView, query: Query, terms: Sequence[Wanted]) -> list[Candidate]:
    """The offices that a sentence gives to the person asked about."""
    asked = fold(query.person or "").split()
    found = []
    for role in view.roles:
        person = holder(view, role, view.persons)
        name = fold(person.name).split() if person else []
        if person and (name == asked or name[-len(asked) :] == asked or asked[-len(name) :] == name):
            found.append(Candidate(view, role.start, role.end, 1.0, None))
    # Several offices of one person are one span: «Phó Bí thư Huyện ủy, Chủ tịch HĐND huyện».
    if len(found) > 1 and re.fullmatch(r"[\s,]*(?:(?:và|kiêm)\s*)?", view.text[found[0].end : found[1].start]):
        return [Candidate(view, found[0].start, found[-1].end, 1.0, None)]
    return found
