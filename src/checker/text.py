"""Pure helpers for Chinese and Western text: folding, similarity, numbering, numbers.

Readers keep text as written; comparisons fold it here, in the check, explicitly.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from rapidfuzz import fuzz

# Signs that writers use for one another, and radicals that PDF fonts deliver for ideographs (U+2E80–2EF3
# have no compatibility decomposition in Unicode, unlike U+2F00–2FD5, which NFKC folds).
_TWINS = str.maketrans(
    {
        "⺀": "冫", "⺁": "厂", "⺄": "乙", "⺇": "几", "⺈": "刀", "⺊": "卜", "⺌": "小", "⺍": "小", "⺕": "彐",
        "⺗": "心", "⺙": "攵", "⺜": "日", "⺝": "月", "⺟": "母", "⺠": "民", "⺡": "氵", "⺢": "水", "⺣": "灬",
        "⺤": "爪", "⺥": "爪", "⺧": "牛", "⺨": "犭", "⺩": "王", "⺪": "疋", "⺫": "目", "⺬": "示", "⺭": "礻",
        "⺮": "竹", "⺰": "纟", "⺱": "网", "⺲": "罒", "⺳": "网", "⺶": "羊", "⺷": "羊", "⺸": "羊", "⺹": "老",
        "⺻": "聿", "⺼": "肉", "⺽": "臼", "⺾": "艹", "⺿": "艹", "⻀": "艹", "⻁": "虎", "⻂": "衤", "⻃": "覀",
        "⻄": "西", "⻅": "见", "⻆": "角", "⻇": "角", "⻈": "讠", "⻉": "贝", "⻊": "足", "⻋": "车", "⻌": "辶",
        "⻍": "辶", "⻎": "辶", "⻏": "阝", "⻐": "钅", "⻑": "長", "⻒": "镸", "⻓": "长", "⻔": "门", "⻕": "阜",
        "⻖": "阝", "⻗": "雨", "⻘": "青", "⻙": "韦", "⻚": "页", "⻛": "风", "⻜": "飞", "⻝": "食", "⻞": "食",
        "⻟": "食", "⻠": "饣", "⻢": "马", "⻣": "骨", "⻤": "鬼", "⻥": "鱼", "⻦": "鸟", "⻧": "卤", "⻨": "麦",
        "⻩": "黄", "⻫": "齐", "⻬": "齐", "⻭": "齿", "⻮": "齿", "⻯": "龙", "⻰": "龙", "⻱": "龟", "⻲": "龟",
        "⻳": "龟", "戶": "户", "〔": "[", "〕": "]", "【": "[", "】": "]", "［": "[", "］": "]",
        "〈": "《", "〉": "》", "﹤": "《", "﹥": "》", "‹": "《", "›": "》",
        "“": '"', "”": '"', "„": '"', "″": '"', "「": '"', "」": '"', "『": '"', "』": '"',
        "‘": "'", "’": "'",
        "–": "-", "—": "-", "―": "-", "−": "-", "‐": "-", "‑": "-", "─": "-", "－": "-", "﹣": "-",
        "～": "~", "〜": "~", "∼": "~", "。": ".", "、": ",", "〇": "0", "○": "0",
        "·": ".", "•": ".", "．": ".",
        "×": "x", "✕": "x", "╳": "x",
    }
)  # fmt: skip
_INVISIBLE = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
_UNSAFE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]"
)
_BREAKS = re.compile(r"\r\n|[\t\n]")
_REMEMBERED = 200  # characters; labels recur, paragraphs do not
_PUNCTUATION = re.compile(r"[^\w]+|_+")


def ideographs(text: str) -> str:
    """Replace compatibility forms (full-width letters, radicals) by the plain character, one for one.

    Offsets stay true: a character that would become several is left alone.
    """
    return "".join(map(_plain, text))


@lru_cache(maxsize=8192)
def _plain(character: str) -> str:
    if unicodedata.category(character) == "No":  # ① is a number of its own
        return character
    character = character.translate(_RADICALS)
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


_RADICALS = {code: twin for code, twin in _TWINS.items() if 0x2E80 <= code <= 0x2EFF}


def fold(text: str) -> str:
    """Reduce text to what a comparison may see: no spaces, one width, one form of quotes and brackets."""
    return _fold(text) if len(text) <= _REMEMBERED else _fold.__wrapped__(text)


@lru_cache(maxsize=16384)
def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text.translate(_TWINS)).translate(_TWINS)
    return _INVISIBLE.sub("", folded).replace("其它", "其他").casefold()


def bare(text: str) -> str:
    """Fold text, drop its numbering and all punctuation: two labels that are equal bare say the same."""
    return _bare(text) if len(text) <= _REMEMBERED else _bare.__wrapped__(text)


@lru_cache(maxsize=16384)
def _bare(text: str) -> str:
    return _PUNCTUATION.sub("", fold(number(text).rest))


@lru_cache(maxsize=65536)
def similarity(one: str, other: str) -> float:
    """Grade how alike two labels are, bare, from 0 to 1."""
    left, right = bare(one), bare(other)
    if left == right:
        return 1.0 if left else 0.0
    return fuzz.ratio(left, right) / 100


def clean(text: str, limit: int = 300) -> str:
    """Make document text safe to print anywhere: control characters visible, length capped."""
    shown = _UNSAFE.sub(lambda match: _visible(match.group()), _BREAKS.sub(" ", text))
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def _visible(character: str) -> str:
    if "\ud800" <= character <= "\udfff" or character >= "\ufff9":
        return "\N{REPLACEMENT CHARACTER}"
    return f"\\u{{{ord(character):x}}}"


# --- numbering ---

_DIGITS = "零一二三四五六七八九十百千"
_LONGEST_NUMBER = 24  # characters, gaps within included
_CHINESE = f"[{_DIGITS}]{{1,5}}"


@dataclass(frozen=True, slots=True)
class Number:
    """A leading number: its style (“一、”, “（一）”, “一是”, “1.”, “（1）”), its value, the text after it.

    `style` is "" and `value` 0 where there is no number; `rest` is then the text itself.
    """

    style: str
    value: int
    rest: str


_NUMBERINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("第一条", re.compile(rf"第\s*({_CHINESE}|\d{{1,3}})\s*[章节条部篇]分?[、.．:：\s]*")),
    ("一、", re.compile(rf"({_CHINESE}|[—–-](?=\s*[、,，]))\s*[、,，.．:：]\s*")),
    ("（一）", re.compile(rf"[(（〔﹙]?\s*({_CHINESE})\s*[)）〕﹚][、.．]?\s*")),
    ("一是", re.compile(rf"({_CHINESE})是")),
    ("（1）", re.compile(r"[(（]\s*(\d{1,3})\s*[)）][、.．]?\s*")),
    ("1)", re.compile(r"(\d{1,3})\s*[)）]\s*")),
    ("①", re.compile(r"([\u2460-\u2473])[、.．]?\s*")),
    ("1.", re.compile(r"(\d{1,3})\s*(?:[、．]|[.,，](?!\d))\s*")),
)


def number(text: str) -> Number:
    """Read the number that leads a heading, a paragraph or a label."""
    indent = len(text) - len(text.lstrip())
    style, value, length = _leading(text[indent : indent + _LONGEST_NUMBER])
    return Number(style, value, text[indent + length :]) if style else Number("", 0, text)


@lru_cache(maxsize=16384)
def _leading(text: str) -> tuple[str, int, int]:
    plain = ideographs(text)
    for style, pattern in _NUMBERINGS:
        if (match := pattern.match(plain)) is not None:
            return style, _value(match.group(1)), match.end()
    return "", 0, 0


def _value(digits: str) -> int:
    if digits in {"-", "—", "–"}:  # typists put a dash for 一
        return 1
    if "\u2460" <= digits <= "\u2473":
        return ord(digits) - 0x245F
    return int(digits) if digits.isdecimal() else chinese_number(digits)


def chinese_number(digits: str) -> int:
    """Read a Chinese numeral up to 9999, or digits written one by one (二〇二四)."""
    if not set(digits) & set("十百千"):
        return int("".join(str("零一二三四五六七八九".index("零" if d in "〇○0" else d)) for d in digits))
    total = digit = 0
    for sign in digits:
        if sign in "十百千":
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[sign]
            digit = 0
        else:
            digit = "零一二三四五六七八九".index("零" if sign in "〇○0" else sign)
    return total + digit


# --- numbers ---

_AMOUNT = re.compile(
    r"([+-]?)(\d{1,3}(?:[,']\d{3})+|\d+)(\.\d+)?(?:件|条|项|个|次|份|人|宗|元|万元|万|家|篇)?"
)
_BLANK = re.compile(r"[-/\\.,_|]*|无|n/a", re.IGNORECASE)


def amount(text: str) -> Decimal | None:
    """Read a cell's number: full-width digits, spaces, thousands separators and a trailing unit are fine."""
    return _amount(text) if len(text) <= _REMEMBERED else _amount.__wrapped__(text)


@lru_cache(maxsize=16384)
def _amount(text: str) -> Decimal | None:
    match = _AMOUNT.fullmatch(fold(text).replace("，", ","))
    if match is None:
        return None
    sign, whole, fraction = match.groups()
    return Decimal(sign + whole.replace(",", "").replace("'", "") + (fraction or ""))


def is_blank(text: str) -> bool:
    """Tell whether a cell holds nothing, or a sign that stands for nothing (“/”, “—”)."""
    return _BLANK.fullmatch(fold(text)) is not None
