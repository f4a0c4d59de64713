"""Final accounts of invented bodies as drafts: nine tables and a text whose figures agree."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random

from tests.support.draft_reports import Draft, Grid, draft, grid

ITEMS = (
    ("2010301", "一般公共服务支出", "政府办公厅（室）及相关机构事务", "行政运行"),
    ("2010302", "一般公共服务支出", "政府办公厅（室）及相关机构事务", "一般行政管理事务"),
    ("2080501", "社会保障和就业支出", "行政事业单位养老支出", "行政单位离退休"),
    ("2080505", "社会保障和就业支出", "行政事业单位养老支出", "机关事业单位基本养老保险缴费支出"),
    ("2080506", "社会保障和就业支出", "行政事业单位养老支出", "机关事业单位职业年金缴费支出"),
    ("2101101", "卫生健康支出", "行政事业单位医疗", "行政单位医疗"),
    ("2120101", "城乡社区支出", "城乡社区管理事务", "行政运行"),
    ("2120201", "城乡社区支出", "城乡社区规划与管理", "城乡社区规划与管理"),
    ("2210201", "住房保障支出", "住房改革支出", "住房公积金"),
    ("2210203", "住房保障支出", "住房改革支出", "购房补贴"),
)
FUNCTIONS = [
    "一般公共服务",
    "外交",
    "国防",
    "公共安全",
    "教育",
    "科学技术",
    "文化旅游体育与传媒",
    "社会保障和就业",
    "卫生健康",
    "节能环保",
    "城乡社区",
    "农林水",
    "交通运输",
    "资源勘探工业信息等",
    "商业服务业等",
    "金融",
    "援助其他地区",
    "自然资源海洋气象等",
    "住房保障",
    "粮油物资储备",
    "国有资本经营预算",
    "灾害防治及应急管理",
    "其他",
]
NUMBERS = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]
STAFF = (
    ("301", "工资福利支出"), ("30101", "基本工资"), ("30102", "津贴补贴"), ("30103", "奖金"), ("30107", "绩效工资"),
    ("30113", "住房公积金"), ("303", "对个人和家庭的补助"), ("30301", "离休费"), ("30302", "退休费"),
)  # fmt: skip
RUNNING = (
    ("302", "商品和服务支出"), ("30201", "办公费"), ("30205", "水费"), ("30212", "因公出国（境）费用"),
    ("30217", "公务接待费"), ("30228", "工会经费"), ("30231", "公务用车运行维护费"), ("310", "资本性支出"),
    ("31002", "办公设备购置"), ("31013", "公务用车购置"),
)  # fmt: skip
TITLES = (
    "收入支出决算总表", "收入决算表", "支出决算表", "财政拨款收入支出决算总表", "一般公共预算财政拨款支出决算表",
    "一般公共预算财政拨款基本支出决算表", "财政拨款“三公”经费支出决算表", "政府性基金预算财政拨款收入支出决算表",
    "国有资本经营预算财政拨款收入支出决算表",
)  # fmt: skip
SOURCES = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")


def _drawn(seed: int) -> Random:
    return Random(seed)  # noqa: S311  # for documents, not for secrets


@dataclass(frozen=True)
class Accounts:
    """The accounts of a body, drawn by a seed, in yuan; printed in ten thousands with two decimals.

    `codes` says in how many columns the codes stand, `total_first` where the total of spending stands, `functions` how
    many functions the summaries list, `fund` whether there is money of a fund, `thousands` whether tables part thousands.
    """

    seed: int = 1
    body: str = "青屏市水务局"
    codes: int = 1
    total_first: bool = False
    functions: int = 24
    fund: bool = False
    thousands: bool = False
    official_blank: bool = True
    bare_parts: bool = False

    # --- amounts ---

    @cached_property
    def leaves(self) -> dict[str, tuple[int, int]]:
        """Map codes to what is spent of the general budget, for running and for projects."""
        drawn = _drawn(self.seed)
        return {
            code: (drawn.randrange(10**5, 9 * 10**6), drawn.choice([0, drawn.randrange(10**5, 5 * 10**6)]))
            for code, *_names in ITEMS
        }

    @cached_property
    def more(self) -> int:
        """Return what is spent on a project beside the budget, of other income."""
        return _drawn(self.seed + 1).randrange(10**4, 10**6)

    def spent(self, start: str = "", part: int | None = None) -> int:
        """Add up the general budget below a code: running (0), projects (1) or both."""
        amounts = (both for code, both in self.leaves.items() if code.startswith(start))
        return sum(sum(both) if part is None else both[part] for both in amounts)

    def spent_in_all(self, start: str = "", part: int | None = None) -> int:
        extra = self.more if "2120201".startswith(start) and part != 0 else 0
        return self.spent(start, part) + extra

    @cached_property
    def fund_spent(self) -> int:
        return _drawn(self.seed + 2).randrange(10**5, 10**6) if self.fund else 0

    @cached_property
    def other(self) -> int:
        return self.more + 23456

    @cached_property
    def brought(self) -> int:
        return _drawn(self.seed + 3).randrange(10**5, 10**6)

    @cached_property
    def kinds(self) -> dict[str, int]:
        """Map codes of kinds to what is spent on them for running."""
        drawn = _drawn(self.seed + 4)
        rest = self.spent(part=0)
        found: dict[str, int] = {}
        leaves = [code for code, _name in (*STAFF, *RUNNING) if len(code) == 5]
        for code in leaves[:0:-1]:
            found[code] = drawn.randrange(0, min(rest // 4, 10**6))
            rest -= found[code]
        return {**found, leaves[0]: rest}

    def kind(self, *starts: str) -> int:
        return sum(amount for code, amount in self.kinds.items() if code.startswith(starts))

    @cached_property
    def allowances(self) -> dict[str, tuple[int, int]]:
        """Map what is limited (travel abroad, cars bought and run, guests) to what was planned and spent."""
        spent = {"abroad": self.kinds["30212"], "bought": self.kinds["31013"] + 50000, "run": self.kinds["30231"],
                 "guests": self.kinds["30217"] + 1000}  # fmt: skip
        planned = {name: amount + 10000 for name, amount in spent.items()}
        return {name: (planned[name], spent[name]) for name in spent}

    def allowance(self, at: int, *names: str) -> int:
        return sum(self.allowances[name][at] for name in names or self.allowances)

    @staticmethod
    def money(amount: int) -> str:
        """Write an amount for the text: 2995.39."""
        return f"{(amount + 50) // 100 / 100:.2f}"

    def cell(self, amount: int, *, blank: bool = False) -> str:
        if not amount and blank:
            return ""
        return f"{(amount + 50) // 100 / 100:,.2f}" if self.thousands else self.money(amount)

    # --- tables ---

    @property
    def tables(self) -> tuple[Grid, ...]:
        return (
            self._summary(), self._income(), self._spending(), self._budget_summary(), self._budget(), self._basic(),
            self._allowances(), self._kept(funds=True), self._kept(funds=False),
        )  # fmt: skip

    def _functions(self) -> list[tuple[str, str]]:
        """List the functions with their codes."""
        names = [f"{name}支出" for name in FUNCTIONS]
        last = ["抗疫特别国债安排的支出"]
        names += last if self.functions == 24 else ["债务还本支出", "债务付息支出", *last]
        numbers = [
            *NUMBERS,
            *(f"十{one}" for one in NUMBERS[:9]),
            "二十",
            *(f"二十{one}" for one in NUMBERS[:9]),
        ]
        codes = {names_[0]: code[:3] for code, *names_ in ITEMS}
        return [
            (f"{number}、{name}", codes.get(name, "-")) for number, name in zip(numbers, names, strict=False)
        ]

    def _summary(self) -> Grid:
        income = self.spent() + self.fund_spent
        sources = [self.spent(), self.fund_spent, 0, 0, 0, 0, 0, self.other]
        names = [
            *(f"{one}收入" for one in SOURCES),
            "上级补助收入",
            "事业收入",
            "经营收入",
            "附属单位上缴收入",
            "其他收入",
        ]
        left = [
            (f"{number}、{name}", amount)
            for number, name, amount in zip(NUMBERS, names, sources, strict=False)
        ]
        right = [(name, self.spent_in_all(code) if code != "-" else 0) for name, code in self._functions()]
        if self.fund:
            right[22] = (right[22][0], self.fund_spent)
        left += [("", 0)] * (len(right) - len(left))
        income, spent = income + self.other, self.spent_in_all() + self.fund_spent
        total = income + self.brought
        used = "使用非财政拨款结余（含专用结余）" if self.functions > 24 else "使用非财政拨款结余"
        left += [("本年收入合计", income), (used, 0),
                 ("年初结转和结余", self.brought), ("总计", total)]  # fmt: skip
        right += [
            ("本年支出合计", spent),
            ("结余分配", 0),
            ("年末结转和结余", total - spent),
            ("总计", total),
        ]
        rows = (
            (a, self.cell(x, blank=True), b, self.cell(y, blank=True))
            for (a, x), (b, y) in zip(left, right, strict=True)
        )
        return (("收入", "<", "支出", "<"), ("项目", "决算数", "项目", "决算数"), *rows)

    def _code(self, code: str) -> tuple[str, ...]:
        if self.codes == 1:
            return (code,)
        return (code[:3], code[3:5], code[5:])

    def _tree(self, amounts: Callable[[str], Sequence[int]]) -> Iterator[tuple[str, ...]]:
        """List the rows of codes, each with its amounts."""
        seen: set[str] = set()
        for code, *names in ITEMS:
            for length, name in zip((3, 5, 7), names, strict=True):
                if (start := code[:length]) not in seen:
                    seen.add(start)
                    yield (*self._code(start), name, *(self.cell(one, blank=True) for one in amounts(start)))

    def _fund_rows(self, *amounts: int) -> Iterator[tuple[str, ...]]:
        """List the rows of what a fund paid for, if there is one."""
        named = (
            ("229", "其他支出"),
            ("22904", "其他政府性基金支出"),
            ("2290402", "其他地方自行试点项目支出"),
        )
        for code, name in named if self.fund else ():
            yield (*self._code(code), name, *(self.cell(one, blank=True) for one in amounts))

    def _total(self, *amounts: int) -> tuple[str, ...]:
        label = ("合计", *("<",) * self.codes)
        return (*label, *(self.cell(one, blank=True) for one in amounts))

    def _heads(self, *columns: str) -> tuple[tuple[str, ...], ...]:
        first = ("项目", *("<",) * self.codes, *columns)
        second = ("功能分类科目编码", *("<",) * (self.codes - 1), "科目名称", *("^",) * len(columns))
        third = ("类", "款", "项", "^", *("^",) * len(columns))
        return (first, second) if self.codes == 1 else (first, second, third)

    def _income(self) -> Grid:
        columns = [
            "本年收入合计",
            "财政拨款收入",
            "上级补助收入",
            "事业收入",
            "经营收入",
            "附属单位上缴收入",
            "其他收入",
        ]

        def amounts(start: str) -> tuple[int, ...]:
            other = self.other if "2120201".startswith(start) else 0
            return (self.spent(start) + other, self.spent(start), 0, 0, 0, 0, other)

        rows = list(self._tree(amounts))
        rows += self._fund_rows(self.fund_spent, self.fund_spent, 0, 0, 0, 0, 0)
        budget = self.spent() + self.fund_spent
        return (
            *self._heads(*columns),
            self._total(budget + self.other, budget, 0, 0, 0, 0, self.other),
            *rows,
        )

    def _spending(self) -> Grid:
        columns = ["本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"]

        def amounts(start: str) -> tuple[int, ...]:
            return (
                self.spent_in_all(start),
                self.spent_in_all(start, 0),
                self.spent_in_all(start, 1),
                0,
                0,
                0,
            )

        rows = list(self._tree(amounts))
        rows += self._fund_rows(self.fund_spent, 0, self.fund_spent, 0, 0, 0)
        total = self.spent_in_all() + self.fund_spent
        projects = self.spent_in_all(part=1) + self.fund_spent
        return (
            *self._heads(*columns),
            self._total(total, self.spent_in_all(part=0), projects, 0, 0, 0),
            *rows,
        )

    def _budget_summary(self) -> Grid:
        left = [
            (f"{number}、{name}", amount)
            for number, name, amount in zip(
                NUMBERS, SOURCES, (self.spent(), self.fund_spent, 0), strict=False
            )
        ]
        right = [(name, self.spent(code) if code != "-" else 0, 0) for name, code in self._functions()]
        if self.fund:
            right[22] = (right[22][0], 0, self.fund_spent)
        left += [("", 0)] * (len(right) - len(left))
        income = self.spent() + self.fund_spent
        left += [("本年收入合计", income), ("年初财政拨款结转和结余", 0)]
        left += [(f"{number}、{name}", 0) for number, name in zip(NUMBERS, SOURCES, strict=False)]
        left.append(("总计", income))
        right += [("本年支出合计", self.spent(), self.fund_spent), ("年末财政拨款结转和结余", 0, 0), *[("", 0, 0)] * 3,
                  ("总计", self.spent(), self.fund_spent)]  # fmt: skip
        rows = (
            (a, self.cell(x, blank=True), b, *(self.cell(one, blank=True) for one in (y + z, y, z, 0)))
            for (a, x), (b, y, z) in zip(left, right, strict=True)
        )
        return (("收入", "<", "支出", *("<",) * 4), ("项目", "决算数", "项目", "合计", *SOURCES), *rows)

    def _budget(self) -> Grid:
        def amounts(start: str) -> tuple[int, ...]:
            return (self.spent(start), self.spent(start, 0), self.spent(start, 1))

        total = self._total(*amounts(""))
        rows = tuple(self._tree(amounts))
        body = (total, *rows) if self.total_first else (*rows, total)
        return (*self._heads("合计", "基本支出", "项目支出"), *body)

    def _basic(self) -> Grid:
        left = [(code, name, self.cell(self.kind(code))) for code, name in STAFF]
        right = [(code, name, self.cell(self.kind(code))) for code, name in RUNNING]
        left += [("", "", "")] * (len(right) - len(left))
        right += [("", "", "")] * (len(left) - len(right))
        head = ("经济分类科目编码", "科目名称", "决算数")
        sums = (
            "人员经费合计",
            "<",
            self.cell(self.kind("301", "303")),
            "公用经费合计",
            "<",
            self.cell(self.kind("302", "310")),
        )
        return ((*head, *head), *((*a, *b) for a, b in zip(left, right, strict=True)), sums)

    def _allowances(self) -> Grid:
        heads = """
财政拨款“三公”经费|<|<|<|<|<|<|<|<|<|<|<
合计|<|因公出国（境）费|<|公务用车购置及运行维护费|<|<|<|<|<|公务接待费|<
^|<|^|<|小计|<|公务用车购置费|<|公务用车运行维护费|<|^|<
预算数|决算数|预算数|决算数|预算数|决算数|预算数|决算数|预算数|决算数|预算数|决算数
"""
        groups = ((), ("abroad",), ("bought", "run"), ("bought",), ("run",), ("guests",))
        row = tuple(self.cell(self.allowance(at, *names)) for names in groups for at in (0, 1))
        return (*grid(heads), row)

    def _kept(self, *, funds: bool) -> Grid:
        wide = ("<",) * self.codes
        first = ("项目", *wide, "年初结转和结余", "本年收入", "本年支出", "<", "<", "年末结转和结余")
        second = ("功能分类科目编码", *wide[1:], "科目名称", "^", "^")
        filled = funds and self.fund
        blank = ("",) * (len(first))
        third = (("类", "款", "项", *("^",) * 7),) if self.codes > 1 else ()
        if (
            self.official_blank and not filled
        ):  # as the template prints it: the last heads stand beside the total
            return (
                first,
                (*second, "^", "<", "<", "^"),
                *third,
                ("合计", *wide, "", "", "合计", "基本支出", "项目支出", ""),
                blank,
                blank,
            )
        amount = self.fund_spent if filled else 0
        amounts = tuple(self.cell(x, blank=True) for x in (0, amount, amount, 0, amount, 0))
        rows = [("合计", *wide, *amounts)]
        for code, name in (
            ("229", "其他支出"),
            ("22904", "其他政府性基金支出"),
            ("2290402", "其他地方自行试点项目支出"),
        ):
            rows += [(*self._code(code), name, *amounts)] if filled else []
        return (first, (*second, "合计", "基本支出", "项目支出", "^"), *third, *rows)

    # --- text ---

    def _growth(self, amount: int, what: str, seed: int) -> str:
        """Say how much an amount is more or less than the year before."""
        before = max(10**4, amount * _drawn(self.seed * 10 + seed).choice([80, 95, 110, 130]) // 100)
        change = amount - before
        words = ("增加", "增长") if change > 0 else ("减少", "下降")
        share = f"{abs(change) * 100 / before:.2f}%"
        return f"与2023年度相比，{what}{words[0]}{self.money(abs(change))}万元，{words[1]}{share}。主要原因：项目变化。"

    def _share(self, part: int, whole: int) -> str:
        return f"{part * 100 / whole:.2f}%"

    def _items(self) -> Iterator[str]:
        for number, (code, *names) in enumerate(ITEMS, start=1):
            spent = self.spent(code)
            planned = spent if number % 3 == 0 else spent + 30000 * (1 if number % 2 else -1)
            compared = (
                "决算数同预算数持平。"
                if planned == spent
                else f"决算数{'小于' if spent < planned else '大于'}预算数的主要原因：人员变动。"
            )
            yield (
                f"{number}、{names[0]}（类）{names[1]}（款）{names[2]}（项）。主要用于：日常工作。"
                f"年初预算为{self.money(planned)}万元，支出决算为{self.money(spent)}万元，"
                f"完成年初预算的{self._share(spent, planned)}。{compared}"
            )

    def _spent_on_allowances(self) -> str:
        planned, spent = self.allowance(0), self.allowance(1)

        def one(name: str, *keys: str) -> str:
            plan, used = self.allowance(0, *keys), self.allowance(1, *keys)
            return f"{name}决算为{self.money(used)}万元，完成预算的{self._share(used, plan)}"

        each = "；".join(
            (
                one("因公出国（境）费", "abroad"),
                one("公务用车购置及运行维护费支出", "bought", "run"),
                one("公务接待费支出", "guests"),
            )
        )
        return (
            f"“三公”经费财政拨款支出年初预算为{self.money(planned)}万元，支出决算为{self.money(spent)}万元，"
            f"完成预算的{self._share(spent, planned)}，其中：{each}。“三公”经费支出决算数小于预算数的主要原因：节约。"
        )

    def text(self) -> Iterator[str | Grid]:  # noqa: PLR0915  # a document from top to bottom
        """Iterate over the blocks of the document."""
        body, money, share = self.body, self.money, self._share
        yield from (body, "2024年度部门决算", "目 录")
        explained = (
            "一、收入支出决算总体情况说明", "二、收入决算情况说明", "三、支出决算情况说明",
            "四、财政拨款收入支出决算总体情况说明",
            "五、一般公共预算财政拨款支出决算情况说明", "六、一般公共预算财政拨款基本支出决算情况说明",
            "七、财政拨款“三公”经费支出决算情况说明", "八、政府性基金预算财政拨款收入支出决算情况说明",
            "九、国有资本经营预算财政拨款收入支出决算情况说明", "十、预算绩效管理情况", "十一、其他重要事项的情况说明",
        )  # fmt: skip
        parts = (
            f"第一部分 {body}概况",
            f"第二部分 {body}2024年度部门决算表",
            f"第三部分 {body}2024年度部门决算情况说明",
            "第四部分 名词解释",
        )
        made_up = "机构设置" if self.functions > 24 else "部门决算单位构成"
        yield from (parts[0], "一、主要职能", f"二、{made_up}", parts[1])
        yield from (f"{number}、{title}" for number, title in zip(NUMBERS, TITLES, strict=False))
        yield from (parts[2], *explained, parts[3])
        yield from (
            parts[0],
            "一、主要职能",
            "负责全市水务管理工作，组织编制并监督实施水务规划。",
            f"二、{made_up}",
        )
        yield f"从预算单位构成看，{body}部门决算包括：{body}本级决算。"
        yield parts[1] if not self.bare_parts else f"{body}2024年度部门决算表"
        for title, table in zip(TITLES, self.tables, strict=True):
            yield from (title, "单位：万元", table, "注：本表反映部门本年度有关收支情况。")
            kind = title.partition("收入支出")[0]
            if title in TITLES[7:] and not (self.fund and title == TITLES[7]):
                yield f"说明：{body}本年度没有{kind}收入和支出，故本表无数据。"
        yield parts[2]
        income, spent = self.spent() + self.fund_spent, self.spent_in_all() + self.fund_spent
        whole, total = income + self.other, income + self.other + self.brought
        yield explained[0]
        yield f"{body}2024年度收入支出总计{money(total)}万元。{self._growth(total, '收入支出总计', 1)}"
        yield explained[1]
        yield (
            f"本年收入合计{money(whole)}万元，其中：财政拨款收入{money(income)}万元，占{share(income, whole)}；"
            f"其他收入{money(self.other)}万元，占{share(self.other, whole)}。"
        )
        yield explained[2]
        basic, project = self.spent_in_all(part=0), self.spent_in_all(part=1) + self.fund_spent
        yield (
            f"本年支出合计{money(spent)}万元，其中：基本支出{money(basic)}万元，占{share(basic, spent)}；"
            f"项目支出{money(project)}万元，占{share(project, spent)}。"
        )
        yield explained[3]
        yield f"{body}2024年度财政拨款收入支出总计{money(income)}万元。{self._growth(income, '财政拨款收入支出总计', 2)}"
        yield from (explained[4], "（一）一般公共预算财政拨款支出决算总体情况")
        general = self.spent()
        yield (
            f"一般公共预算财政拨款支出{money(general)}万元，占本年支出合计的{share(general, spent)}。"
            f"{self._growth(general, '一般公共预算财政拨款支出', 3)}"
        )
        yield "（二）一般公共预算财政拨款支出决算结构情况"
        classes = dict.fromkeys((code[:3], name) for code, name, *_rest in ITEMS)
        listed = "；".join(
            f"{name}（类）{money(self.spent(code))}万元，占{share(self.spent(code), general)}"
            for code, name in classes
        )
        yield f"一般公共预算财政拨款支出{money(general)}万元，主要用于以下方面：{listed}。"
        yield "（三）一般公共预算财政拨款支出决算具体情况"
        planned = general + 123400
        yield (
            f"一般公共预算财政拨款支出年初预算为{money(planned)}万元，支出决算为{money(general)}万元，"
            f"完成年初预算的{share(general, planned)}。决算数小于预算数的主要原因：部分项目未完成。其中："
        )
        yield from self._items()
        yield explained[5]
        yield (
            f"一般公共预算财政拨款基本支出{money(self.spent(part=0))}万元。其中："
            f"人员经费{money(self.kind('301', '303'))}万元，"
            f"主要包括：基本工资、津贴补贴；公用经费{money(self.kind('302', '310'))}万元，主要包括：办公费、水费。"
        )
        yield from (explained[6], "（一）“三公”经费财政拨款支出决算总体情况说明", self._spent_on_allowances())
        yield explained[7]
        yield (
            f"政府性基金预算财政拨款收入{money(self.fund_spent)}万元，支出{money(self.fund_spent)}万元。"
            if self.fund
            else f"{body}2024年度无政府性基金预算财政拨款收入和支出。"
        )
        yield from (explained[8], f"{body}2024年度无国有资本经营预算财政拨款收入和支出。", explained[9])
        yield (
            "绩效自评的2024年度项目12个，涉及预算金额100.00万元，平均得分95.00分（其中，绩效评级为“优”的项目9个；"
            "绩效评级为“良”的项目3个；绩效评级为“合格”的项目0个；绩效评级为“不合格”的项目0个）。"
        )
        yield from (
            explained[10],
            "（一）机关运行经费支出情况",
            f"{body}2024年度无机关运行经费支出。",
            "（二）政府采购支出情况",
        )
        yield (
            f"{body}2024年度政府采购金额（以合同签订为准）为251.25万元，其中：货物采购金额4.79万元、工程采购金额0.00万元、"
            "服务采购金额246.47万元。"
        )
        yield "（三）国有资产占有使用情况说明"
        yield (
            f"截至2024年12月31日，{body}共有车辆5辆，其中：部级领导干部用车0辆、主要领导干部用车1辆、机要通信用车1辆、"
            "应急保障用车0辆、执法执勤用车2辆、特种专业技术用车0辆、离退休干部用车0辆、其他用车1辆。"
        )
        yield from (
            parts[3],
            "一、财政拨款收入：指单位本年度从本级财政部门取得的财政拨款。",
            "二、基本支出：指单位为保障机构正常运转而发生的各项支出。",
        )

    def draft(self) -> Draft:
        """Write the document."""
        return draft(*self.text())
