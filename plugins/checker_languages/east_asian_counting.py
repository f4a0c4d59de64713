"""Numbers of lists in East Asian scripts, by the names that Word gives to their formats."""

from collections.abc import Callable, Mapping
from functools import partial

from checker import dataclass

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
_AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_GANADA = "가나다라마바사아자차카타파하"
_CHOSUNG = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"


@dataclass(frozen=True, slots=True)
class _Counting:
    """Chinese numerals: digits with units, in one of the East Asian scripts."""

    digits: str = "零一二三四五六七八九"
    units: str = "十百千万"
    zero: bool = True  # 一百零一, not 百一
    one: bool = True  # 一百, not 百
    ten: bool = False  # 壹拾, not 拾

    def __call__(self, value: int) -> str:
        if not 0 < value < 10**8:
            return str(value)
        myriads, rest = divmod(value, 10_000)
        text = self._below(rest)
        if myriads:
            gap = self.digits[0] if self.zero and 0 < rest < 1000 else ""
            text = self._below(myriads) + self.units[3] + gap + text
        elif value < 20 and not self.ten:
            text = text.removeprefix(self.digits[1]) if value >= 10 else text
        return text

    def _below(self, value: int) -> str:
        text, gap = "", False
        for power in (3, 2, 1, 0):
            digit = value // 10**power % 10
            if digit == 0:
                gap = bool(text)
                continue
            text += self.digits[0] if gap and self.zero else ""
            text += self.digits[digit] if self.one or digit > 1 or power == 0 else ""
            text += self.units[power - 1] if power else ""
            gap = False
        return text


# Counters are functions of a module with their signs bound, which can be sent to other processes.


def _up_to_99(zero: str, value: int) -> str:
    """Count with units up to 九十九; from 100 Word writes plain digits."""
    return _CHINESE(value) if value < 100 else _digits(f"{zero}一二三四五六七八九", value)


def _digits(digits: str, value: int) -> str:
    return "".join(digits[int(digit)] for digit in str(abs(value)))


def _set(characters: str, value: int) -> str:
    """Number with the characters of a set; beyond its end Word continues with decimal numbers."""
    return characters[value - 1] if 0 < value <= len(characters) else str(value)


def _cycle(characters: str, value: int) -> str:
    return characters[(value - 1) % len(characters)] if value > 0 else str(value)


def _characters_from(first: str, count: int) -> str:
    return "".join(chr(ord(first) + step) for step in range(count))


def _stems_and_branches(value: int) -> str:
    return _cycle(_STEMS, value) + _cycle(_BRANCHES, value) if value > 0 else str(value)


_CHINESE = _Counting()
EAST_ASIAN_COUNTERS: Mapping[str, Callable[[int], str]] = {
    "chineseCounting": partial(_up_to_99, "○"),
    "taiwaneseCounting": partial(_up_to_99, "○"),
    "chineseCountingThousand": _CHINESE,
    "taiwaneseCountingThousand": _Counting(units="十百千萬"),
    "chineseLegalSimplified": _Counting("零壹贰叁肆伍陆柒捌玖", "拾佰仟万", ten=True),
    "ideographLegalTraditional": _Counting("零壹貳參肆伍陸柒捌玖", "拾佰仟萬", ten=True),
    "japaneseCounting": _Counting(zero=False, one=False),
    "japaneseLegal": _Counting("〇壱弐参四伍六七八九", "拾百阡萬", zero=False, ten=True),
    "koreanCounting": _Counting("영일이삼사오육칠팔구", "십백천만", zero=False, one=False),
    "koreanDigital": partial(_digits, "영일이삼사오육칠팔구"),
    "koreanDigital2": partial(_digits, "零一二三四五六七八九"),
    "ideographDigital": partial(_digits, "〇一二三四五六七八九"),
    "japaneseDigitalTenThousand": partial(_digits, "〇一二三四五六七八九"),
    "taiwaneseDigital": partial(_digits, "○一二三四五六七八九"),
    "ideographTraditional": partial(_set, _STEMS),
    "ideographZodiac": partial(_set, _BRANCHES),
    "ideographZodiacTraditional": _stems_and_branches,
    "ideographEnclosedCircle": partial(_set, _characters_from("㊀", 10)),
    "aiueo": partial(_cycle, _AIUEO),
    "aiueoFullWidth": partial(_cycle, _AIUEO),
    "iroha": partial(_cycle, _IROHA),
    "irohaFullWidth": partial(_cycle, _IROHA),
    "ganada": partial(_cycle, _GANADA),
    "chosung": partial(_cycle, _CHOSUNG),
}
