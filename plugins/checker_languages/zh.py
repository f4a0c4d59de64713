"""Chinese: numerals, list numbering, dates in signs, titles without spaces, words of reports and their pages."""

import re

from checker import (
    CAPITALS,
    CLOCK_ASIDE,
    CLOCK_TIME,
    DASH,
    ISO_DATE,
    ISO_END,
    ISO_JOINT,
    MARK_SIGNS,
    NUMERIC_DATES,
    SIGN_NUMBERINGS,
    WITHDRAWN,
    ContactWords,
    DateForm,
    DateGrammar,
    Language,
    Numbering,
    NumberNotation,
    NumberWords,
    Numerals,
    Pattern,
    SumGrammar,
    TimeWords,
    TitleGrammar,
    YearWords,
    decimal_numberings,
    regex,
)
from checker_languages.east_asian_counting import EAST_ASIAN_COUNTERS
from checker_languages.leftovers import CHINESE_LEFTOVERS
from checker_languages.zh_periods import chinese_periods

# --- numerals and numbering ---

_ONES = "零一二三四五六七八九"
_TENS = {"十": 10, "百": 100, "千": 1000}
_NUMERAL = f"[{_ONES}十百千]{{1,5}}"
_ZEROS = "〇零○◯0OoΟοОо"  # Latin, Greek and Cyrillic letters stand for the circle that keyboards lack
_PLAIN_DIGITS = (
    {ord(sign): "零" for sign in _ZEROS}
    | {ord(str(digit)): _ONES[digit] for digit in range(1, 10)}
    | {ord("元"): "一"}
)


def read_numeral(digits: str) -> int:
    """Read a numeral up to 9999 (十二), digits written one by one (二〇二四), or Arabic ones."""
    if digits.isdecimal():
        return int(digits)
    if digits == "-":  # typists put a dash for 一
        return 1
    digits = digits.translate(_PLAIN_DIGITS)
    if not set(digits) & set(_TENS):
        return int("".join(str(_ONES.index(digit)) for digit in digits))
    total = digit = 0
    for sign in digits:
        if sign in _TENS:
            total += (digit or 1) * _TENS[sign]
            digit = 0
        else:
            digit = _ONES.index(sign)
    return total + digit


def write_numeral(value: int) -> str:
    """Write a number up to 9999: 十, 二十一, 一百零五."""
    if not 0 < value < 10_000:
        return _ONES[0] if value == 0 else str(value)
    written, gap = "", False
    for sign, weight in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = value // weight % 10
        if digit:
            written += (_ONES[0] if gap and written else "") + _ONES[digit] + sign
        gap = not digit
    return written.removeprefix("一") if written.startswith("一十") else written


NUMERALS = Numerals(read_numeral, write_numeral)
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟两〇○0", "一二三四五六七八九十百千二零零零")


def worded_number(folded: str) -> int | None:
    """Read a number up to 9999 as cells spell it (十二, 壹拾贰, 零); 一 alone may be a dash."""
    plain = folded.translate(_FORMAL)
    if plain == "一" or not set(plain) <= {*_ONES, *_TENS}:
        return None
    value = int(plain and read_numeral(plain))
    usual = write_numeral(value)
    return value if plain in {usual, "一" + usual if usual.startswith("十") else usual} else None


_UNITS = "年月日号时点分秒万亿元件条项个次份人宗家篇起页期批户名类度级倍米公吨千百%"
_TITLE = rf"(?=[《“(]?(?![{_UNITS}])[^\W\d_a-z])"  # letters that are not small, behind a number without punctuation


def _ordinal(unit: str, level: int) -> Numbering:
    """Return the numbering of 第一章, 第一节 …; a book's 第一部分 is one of 部."""
    numeral = rf"({_NUMERAL}|\d{{1,3}})"
    pattern = regex(rf"第\s*{numeral}\s*[{unit}]分?[、.．:：\s]*")
    return Numbering(f"第一{unit[0]}", pattern, NUMERALS, level=level, consecutive=False)


_NUMBERINGS = (
    _ordinal("部篇编", 1),
    _ordinal("章", 1),
    _ordinal("节", 1),
    _ordinal("条", 1),
    Numbering(
        "附件1",
        regex(rf"(?P<lead>附[件录表]\s*)({_NUMERAL}|\d{{1,3}}(?!\d))(?:[、.．:：]\s*|\s+|$)"),
        NUMERALS,
        level=1,
        consecutive=False,
        unsure=True,
    ),
    Numbering(
        "附录A",
        regex(r"(?P<lead>附[件录表]\s*)([A-Z])(?:[、.．:：]\s*|\s+|$|(?=[\u4e00-\u9fff]))"),
        CAPITALS,
        level=1,
        consecutive=False,
        unsure=True,
    ),
    Numbering(
        "一、",
        regex(rf"({_NUMERAL}|-(?=\s*[、,，]))\s*[、,，.．:：]\s*"),
        NUMERALS,
        level=1,
        opens_section=True,
    ),
    Numbering("（一）", regex(rf"[(（〔﹙]?\s*({_NUMERAL})\s*[)）〕﹚][、.．]?\s*"), NUMERALS, level=2),
    Numbering("一是", regex(rf"({_NUMERAL})是"), NUMERALS),
    *decimal_numberings(rf"\s*{_TITLE}"),
    *SIGN_NUMBERINGS,
    Numbering("1", regex(rf"(\d{{1,2}})\s+{_TITLE}"), level=3, unsure=True),
    Numbering("一", regex(rf"({_NUMERAL})\s+{_TITLE}"), NUMERALS, level=1, unsure=True),
)

# --- dates ---

_ONE = "[一二三四五六七八九]"
_YEAR = (
    rf"(?P<year>[12](?: \d){{3}}|2 [{_ZEROS}](?: [\d{_ZEROS}]){{2}}(?= 年)"
    rf"|(?:二 [{_ZEROS}]|一 九)(?: [{_ZEROS}一二三四五六七八九]){{2}})"
)
_MONTH = rf"(?P<month>\d(?: \d){{0,2}}|十(?: {_ONE})?|{_ONE}|元(?= 月))"
_DAY = rf"(?P<day>\d(?: \d){{0,2}}|(?:[二三] )?十(?: {_ONE})?|{_ONE})"
_WEEKDAY = r"(?:星期|周|礼拜)[一二三四五六日天]"
_TIME_OF_DAY = (
    r"(?:凌晨|清晨|早上|早晨|上午|中午|正午|下午|傍晚|晚上|夜间|午夜)? "
    rf"(?:{CLOCK_TIME}|(?:\d{{1,2}}|零|十二|二十四) [时点](?: (?:整|\d{{1,2}} 分(?: \d{{1,2}} 秒)?))?)"
    r"|凌晨|清晨|早上|早晨|上午|中午|正午|下午|傍晚|晚上|夜间|午夜"
)
_ASIDE = (
    rf"(?:\( (?:含|包含|包括|不含|农历|{_WEEKDAY}|{_TIME_OF_DAY})[^()]{{0,6}}\)|{_WEEKDAY}|{_TIME_OF_DAY})"
)
_TO = rf"[,、]? (?:至|到|截止到?|截至)|{DASH}|{ISO_JOINT}|一(?=\d)"
_JOINT = rf" (?:{_ASIDE} ){{0,3}}(?:,? (?:起|开始) )?(?:{_ASIDE} )?(?:{_TO}) "
_NO_DAY = "日(?![常均前报志程期益后子用历照])"  # “2024年1月日常巡查” names no day
_NO_SIGN = r"(?= (?:止|期间|[。;)]|,(?! \d)))"  # the sign 日 is lost: what follows ends the date

_CLOSES = r"(?= (?:[起止至到,。;)]|期间|$))"  # what stands behind a date, and not behind a length of time (12月1年期)

# The sign 年 is lost (现将2023政务信息公开情况, 2021度政府信息公开工作): only where a year must stand, in front of its work.
_YEARS_WITHOUT_SIGN = (
    r"(?P<year>(?:19|20)\d\d)度(?=政府信息|政务公开|政务信息|信息公开|工作|报告|年报|考核|全年)",
    r"(?<=[,。;:将在对从自为于把])(?P<year>(?:19|20)\d\d)(?=政府信息公开|政务公开(?:工作|情况)|政务信息公开|信息公开(?:工作|情况))",
)

_DATES = DateGrammar(
    begins=(r"(?<!\d)\d|(?<![一二三四五六七八九十〇○零\d])[一二三四五六七八九十]|(?<=[-—一])[一二十]"),
    joint=_JOINT,
    forms=(
        DateForm(rf"(?P<year>(?:19|20)\d\d) {_MONTH} 月 {_DAY} [日号]", broken=True),  # the sign 年 is lost
        DateForm(rf"(?:(?:19|20)\d{{3,4}}|\d{{3}}) 年 {_MONTH} 月 {_DAY} [日号]", broken=True),
        DateForm(r"(?:19|20)\d{3,4} 年", broken=True),
        *(DateForm(pattern, broken=True) for pattern in _YEARS_WITHOUT_SIGN),
        DateForm(rf"{_YEAR} 年 {_MONTH} 月 {_DAY} [日号]"),
        DateForm(
            rf"{_YEAR} [年月日] {_MONTH} [年月日] {_DAY} [年月日号]{_CLOSES}", broken=True
        ),  # 2024年12月31年
        DateForm(rf"{_YEAR} 年 {_MONTH} 月 {_DAY}", end=r"\d{1,2} [日号]"),  # 1月3-5日
        DateForm(rf"{_YEAR} 年 {_MONTH} 月 {_DAY}(?= [起止])", broken=True),
        DateForm(rf"{_YEAR} 年 {_MONTH} 月 {_DAY}", end=r"\d{1,4} [年月]", broken=True),
        DateForm(rf"{_YEAR} 年 {_MONTH} 月 {_DAY}{_NO_SIGN}", broken=True),
        DateForm(rf"{_YEAR} 年 (?:{_MONTH} )?月 {_NO_DAY}", broken=True),
        DateForm(rf"{_YEAR} 年 (?:度|全年|度 全年) [(,]? {_MONTH} 月 {_DAY} [日号]", end=r"\d{1,2} 月"),
        DateForm(rf"{_YEAR} 年 {_MONTH} 月"),
        DateForm(rf"{_YEAR} 年 {_MONTH}", end=r"\d{1,2} 月"),  # 2024年1-12月
        DateForm(rf"{_YEAR} 年"),
        DateForm(_YEAR, end=r"(?:19|20)\d\d 年"),  # 2021-2025年
        DateForm(rf"{_MONTH} 月 {_DAY} [日号]"),
        DateForm(rf"{_MONTH} 月 {_DAY}", end=r"\d{1,2} [日号]"),
        ISO_DATE,
    ),
    range_forms=(
        *NUMERIC_DATES,
        DateForm(
            rf"{_YEAR} [^\d\s年至到,.、。;:()-]{{1,2}} {_MONTH} 月 {_DAY} [日号]", broken=True
        ),  # 2020你那12月31日
    ),
    ends=(
        DateForm(rf"[本当同该]年度? {_MONTH} 月 {_DAY} [日号]"),
        DateForm(rf"[本当同该]年度? {_MONTH} 月"),
        DateForm(rf"{_MONTH} 月 {_DAY}{_NO_SIGN}", broken=True),
        DateForm(rf"{_MONTH} [年月日] {_DAY} [年月日]{_CLOSES}", broken=True),  # …至12月31年
        DateForm(rf"{_MONTH} 月"),
        DateForm(rf"{_DAY} [日号]", worded=False),
        ISO_END,
    ),
    numerals=NUMERALS,
    written="{year}年{month}月{day}日",
    range_joint="至",
    marks=("年", "月", "日"),
)
_YEAR_IN_WORDS = "二[0oοо零一二三四五六七八九]{3}"  # folded: 〇 and ○ are 0

# --- reports ---

_KINDS = "(?:局|厅|委|委员会|部|署|办|办公室|政府|院|中心|会|社|行|所|处|司|队|校|学|馆|站|公司|集团|机关|街道|街道办事处)"

_TIME = TimeWords(
    plan=regex(
        r"将|拟|计划|规划|预计|下一?步|今后|明年|来年|下一?年|新的一年|力争|打算|目标|继续|进一步|"
        r"施行|生效|实施|有效期|届满|到期|期满|(?:以|之)前|年?底前|前完成"
    ),
    plan_opens=regex(
        r"下一?步|下一?阶段|今后|明年|来年|下一?年|新的一年|改进(?:措施|举措|情况|方向)|整改|工作打算|努力方向"
    ),
    problems_open=regex(r"(?:存在|主要|面临)的?(?:主要|突出)?(?:问题|不足|困难)|不足之处"),
    published=regex(
        r"发布|成文|印发|公布|公开|公示|刊登|截至|截止|填报|查阅|编制|签发|下载|访问|报送|上报|日期|时间|来源|浏览|更新"
    ),
    history=regex(
        r"以来|印发|修订|成立|组建|挂牌|出台|制定|颁布|施行|实施|起草|荣获|获评|获得(?!感)|曾|历史|当时|结转|相比|同比|"
        r"较(?:[上去前\d])|上年|去年|往年"
    ),
    report=regex(
        r"(?!,\d{4}年)(?:度?(?:[,:]|全年|工作|政府信息|政务公开|信息公开|主动公开|依申请|共|累计|未|没有|收到|新收|受理|办理|"
        r"公开|发布|我|本|各|全[国省市区县局镇乡街系委]|[省市区县镇乡局委]))"
    ),
    document=regex(r"报告|要点|方案|计划|规划|考核|测评|评估|评议|通报|排名|预算|决算|目录|指南|版"),
    done=regex(r"[了已]|共|累计|收到|完成|取得|全年|未收取"),
    lead=("在", "回顾", "过去的"),
    range_opens=("至", "到", "自", "从"),
    not_this="上一?年",
    other_period=regex("(?:上|前|下|往|去|同)(?:一|个)?(?:年度?|季度?|月份?|期|报告期)?的?$"),
    signed="印发",
)

_UNIT = "条次|件次|人次|场次|批次|万元|[条件项次期个篇份人宗场家部起批户名册]"
_NUMBER = r"(?<![\d.])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_TAIL = r"[^\d,、;:。()]{0,12}"  # what is counted: 件政府信息公开申请
_LABEL = r"[,、和及与]*(?P<label>[^\d,、;:。()]{1,30})"

_SUMS = SumGrammar(
    figure=regex(rf"(?P<n>{_NUMBER})(?P<unit>{_UNIT})(?!以[上下内])"),
    part=regex(rf"{_LABEL}(?P<n>{_NUMBER})(?P<unit>{_UNIT}){_TAIL}"),
    all_parts=regex(rf"{_TAIL},?分别[为是]:?|{_TAIL}:(?!\()"),
    some_parts=regex(rf"{_TAIL}[,。(:]?(?:其中|包括|包含|含)[:,]?"),
    closing=regex(rf"[,、;](?:共计?|合计|总计|总共)为?(?P<total>{_NUMBER})(?P<unit>{_UNIT})"),
    share=regex(
        r",?\(?(?:各?占(?:比|全部|总数|总量|总件数|总条数|申请总数|申请总量)?(?:的|为|达|约)?|比例为?)(?P<p>\d+(?:\.\d+)?)%\)?"
    ),
    loose=regex(
        rf"主要|等|约|(?<!其)余|[\d件条次]多|近\d|超|逾|以上|以下|左右|至少|不少于|不[足到]|[一二三四五六七八九十两百几数](?:{_UNIT})"
    ),
    growth=regex(r"增[加长至]?|减[少]?|同比|相比|环比|上升|下降|较|平均|人均|每|第$|翻"),
    nested=regex(r"其中|包括|包含|含|共|累计|合计|总计|占|比|增|减|另|还|同时|较|上年|去年|第$|每"),
    done=regex(r"办结|已|均|全部|答复|办理|处理|回复|受理|收到|新收|召开|举办|开展|发布会"),
    total_word="共",
    opening_word="包括",
    goes_on=("其中",),
)

_CONTACTS = ContactWords(
    labels={  # documents in Chinese use the English words, too
        "url": ("网站地址", "网页地址", "链接地址", "下载地址", "查询地址", "网站链接", "网址", "Webaddress",
                "Webpage", "Website"),
        "email": ("电子邮箱地址", "电子邮件地址", "邮箱地址", "电子邮箱", "电子邮件", "电子信箱", "邮箱", "E-mailaddress",
                  "Emailaddress", "E-mail", "Email"),
        "postcode": ("邮政编码", "邮编", "Postcode", "Postalcode", "ZIPcode"),
        "fax": ("传真号码", "传真电话", "传真", "Faxnumber", "Fax"),
        "phone": ("电话号码", "电话", "联系方式", "手机号码", "手机", "座机", "Telephonenumber", "Telephone",
                  "Phonenumber", "Phone", "Mobile", "Tel"),
        "address": ("IP地址", "地址", "IPaddress", "Postaladdress", "Address"),
    },
    samples={
        "name": "××有限公司",
        "address": "地址：××县××镇××路1号",
        "phone": "电话：{number}",
        "fax": "传真：{number}",
        "email": "电子邮箱：{mail}",
        "postcode": "邮编：{postcode}",
        "url": "{url}",
    },
    regions=("CN",),
    joints="/、及和与",
    links="为",
    number_joints="[或和及与]",
    extension=r"转|分机号?|ext\.?",
    no_number="年月日号件条",
    begins={  # behind a label without a colon, so that “公开电话和地址” leads no value
        "phone": regex(r"\+86|\(?0\d{2}|1\d{4}|\d{7}"),
        "fax": regex(r"\+86|\(?0\d{2}|\d{7}"),
        "address": regex(r"[^:;,。、()]{0,20}[省市区县旗镇乡街路道巷村楼]"),
    },
    street=regex(r"[\u4e00-\u9fff]{2,8}(?:路|街|道|巷|镇|村|里)[^,;。()]{0,12}?\d+\s*号"),
    of_others=regex(r"申请人|当事人|举报人|投诉人|身份证|某"),
)  # fmt: skip

_PAGE_EDGES = regex(
    r"(?:您?(?:当前|现在|所在)?的?(?:位置|栏目)[是为]?:|首页[>»›/]|(?:信息)?(?:发布|发文|成文|公开|更新|录入|生成)?(?:时间|日期):"
    r"|(?:信息|文章|稿件)?(?:来源|作者|出处|编辑|审核|名称|文号|公开方式|公开范围|有效性):"
    r"|索引号|信息索引|主题分类|发布机构|(?:浏览|阅读|点击|访问)(?:次数|量|数)?:|\[?(?:字体|字号|大中小)|\[?(?:打印|关闭|收藏|返回|分享|下载)(?:本页|文章|窗口|顶部|到|至|:|\]|$)"
    r"|扫一扫|分享|上一[篇条页]|下一[篇条页]|相关(?:链接|文章|阅读|新闻|信息|附件|文档)|责任编辑|\[?纠错"
    r"|(?:主办|承办|协办|维护)(?:单位)?:|版权所有|copyright|©|技术支持|网站(?:标识码|地图|声明)|联系我们|关于我们|政府网站找错"
    r"|.{0,40}(?:icp备|公网安备|政府网站标识码)|.{0,20}无障碍(?:浏览|阅读)|.{0,8}[>»›].{0,20}[>»›])"
)

_ROSTER = {
    "name": "单位名称 单位 单位全称 机构名称 机构 机构全称 机关名称 机关 部门名称 部门 名称 全称 主体名称 公开主体"
    " 填报单位 报送单位 责任单位",
    "aliases": "别名 简称 曾用名 原名 其他名称 单位简称 机构简称",
    "kind": "类别 类型 性质 单位类别 单位类型 单位性质 机构类别 机构类型 机构性质",
    "parent": "上级 上级单位 上级机关 上级部门 主管部门 主管单位 主管机关 所属 所属单位 隶属",
    "deadline": "截止日期 截止时间 报送期限 期限 报送截止日期 公布期限 公开期限",
    "contact": "联系人 联系电话 联系方式 电话 手机 手机号 邮箱 电子邮箱",
    "submitted": "报送时间 报送日期 提交时间 提交日期 上报时间 上报日期 公布日期 公布时间 公开日期 公开时间"
    " 发布日期 发布时间",
    "valid_from": "成立日期 成立时间 设立日期 启用日期",
    "valid_until": "撤销日期 撤销时间 注销日期 停用日期 更名日期 合并日期",
    "successor": "更名为 现名 并入 并入单位 合并到 承接单位 继任单位 职能承接单位",
    "counts": "计入文件 采用文件 以此文件为准",
    "": "序号 编号",
}
_VERSIONS = {
    WITHDRAWN: "作废 废弃 已废 废止 撤回 勿用 旧版 旧稿",
    -2: "草稿 初稿 讨论稿",
    -1: "征求意见稿 送审稿 审核稿",
    1: "修改后 修改稿 修改版 修订稿 修订版 修订 更正 更正后 更正版 补正 重报 重新报送 改后",
    2: "终稿 定稿 正式稿 正式版 上报稿 盖章版 签发稿",
    3: "最终稿 最终版 最终 最新版 最新",
}

_DECISIONS = {
    "decision": "处理 处理决定 处理结果 处理意见 决定 认定",
    "fingerprint": "标识 问题标识",
    "body": "单位名称 单位 机构名称 机构 机关",
    "rule": "规则 规则代码",
    "found": "原文",
    "reason": "理由 原因 依据",
    "by": "决定人 认定人 处理人 审核人 批准人 经办人",
    "until": "有效期至 截止日期 有效期",
    "day": "日期 决定日期 处理日期 退回日期 认定日期",
    "note": "备注 说明",
    "period": "报告期 年度 报告年度",
}
_DECISION_WORDS = {
    "false-alarm": "误报 不是问题 不属问题",
    "accepted": "接受 认可 同意 豁免 予以认可",
    "returned": "退回 退回修改 退回整改 已退回",
}

_NUMBERS = NumberNotation(
    currencies=(*NumberNotation().currencies, "元", "圆", "元整", "人民币", "美元", "欧元", "英镑", "日元", "港元", "港币"),
    percents=("%", "个百分点"),
    percent_leads=("百分之",),
    scales={"十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "百亿": 10, "千亿": 11,
            "万亿": 12},
    bounds={**NumberNotation().bounds, "小于": "<", "不足": "<", "少于": "<", "低于": "<", "大于": ">", "超过": ">",
            "不少于": ">=", "不低于": ">=", "至少": ">=", "不超过": "<=", "不高于": "<=", "至多": "<="},
    notes=r"[(（〔\[]?注\s?[\d一二三四五六七八九十]{0,3}[)）〕\]]?",
    not_applicable=("N/A", "不适用", "不涉及"),
)  # fmt: skip
_MARKS = {
    **MARK_SIGNS,
    **dict.fromkeys(("是", "有", "对", "已", "v", "yes", "y"), True),
    **dict.fromkeys(("否", "无", "错", "未", "不是", "没有", "×", "no", "n"), False),
}

CHINESE = Language(
    code="zh",
    notation=_NUMBERS,
    mark_words=_MARKS,
    spaced=False,
    script=regex("[\u4e00-\u9fff\uf900-\ufaff\u2e80-\u2fdf]"),
    spellings={"其它": "其他"},
    numberings=_NUMBERINGS,
    section_styles=("一、", "（一）", "1."),
    longest_heading=40,
    units=("件", "条", "项", "个", "次", "份", "人", "宗", "元", "万元", "家", "篇", "起"),
    change_signs="增减加",
    worded_number=worded_number,
    no_value=frozenset({"无", "n/a"}),
    nothing=frozenset({"无", "暂无", "没有"}),
    comma="、",
    beside_date=regex(rf"(?:{CLOCK_ASIDE}|(?:星期|周|礼拜)[一二三四五六日天]|[(),]|[上下]午)*"),
    dates=_DATES,
    years=YearWords(
        written="{year}年",
        pattern=regex(rf"(?<!\d)((?:19|20)\d{{2}}|2[0oοо][0-9oοо]{{2}}|{_YEAR_IN_WORDS})年"),
        after="年度?",
        in_words=regex(rf"{_YEAR_IN_WORDS}(?=年)"),
        masked_date=regex("0年度?(?:0月)?(?:0日)?"),
        whole=regex(
            rf"(?<!\d)(20\d{{2}}|{_YEAR_IN_WORDS})年(?:0?1|一|元)月(?:0?1|一)日[^\d,.;]{{0,12}}?"
            rf"(?:(20\d{{2}}|{_YEAR_IN_WORDS})年)?(?:12|十二)月(?:31|三十一)日"
        ),
    ),
    periods=chinese_periods(NUMERALS),
    period_sentence="本报告所列数据的统计期限自{first}起至{last}止。",
    titles=TitleGrammar(
        lines=("{body}", "{year}年{words}"),
        beside_body=(
            regex(
                rf"\d{{4,6}}年度?|[(\[](?:19|20)\d\d[)\]]|{_YEAR_IN_WORDS}年度?|2[0oοо][0-9oοо]{{2}}年度?"
                r"|关于|《|》|(?:草案|初稿|定稿|送审稿|征求意见稿|讨论稿|审定稿)|[\"'()\[\]:,.-]"
            ),
            regex("第[一二三四1-4]$|的$"),
        ),
        year_line=regex(rf"\W*(?:(?:19|20)\d\d|{_YEAR_IN_WORDS})(?:年度?)?\W*"),
        office=regex("(?<=人民政府)(?:办公厅|办公室)$"),
        place_ends="省市县区州盟旗镇乡",
        year=regex(r"[(\[]((?:19|20)\d\d)(?:年度?)?[)\]]"),
        introduces=regex(
            rf"(?:^|[,.;:])(?:(?:本?年?度?报告)?由|[现兹特]将|现由|根据|按照|结合)?(?P<name>[\u4e00-\u9fff]{{2,30}}?{_KINDS})"
            rf"\((?:以下|下文|下|后文)?(?:均|统一|统)?(?:简称|称)(?:为|作)?:?[\"《]?(?P<alias>[\u4e00-\u9fff]{{2,12}})[\"》]?\)"
        ),
        own=regex(
            r"我[局厅委部署办会院县市省镇乡校所处司馆站队区行社州盟旗]|我(?:街道|中心|集团|公司|学校|医院)"
        ),
    ),
    contacts=_CONTACTS,
    figure=Pattern(r"[0-9]+(\.[0-9]+)?[余多]?[万亿]?[条件次期个篇份项场人部页家户名批类%]"),
    time=_TIME,
    sums=_SUMS,
    number_words=NumberWords(
        counted=regex(r"\s*(?:[.,]\d|[元万亿件条次个人份%])"),
        code=regex(r"(?:代码|编号|文号|案号|信用|备案)[^,。;]{0,8}$"),
    ),
    citation_signs="第年",
    leftovers=CHINESE_LEFTOVERS,
    counters=EAST_ASIAN_COUNTERS,
    heading_style="标题",
    page_number=regex(
        r"第(\d{1,4})页?(?:[/,]?共\d{1,4}页)?|(\d{1,4})(?:(?:/|共)\d{1,4})?页|(\d{1,4})共\d{1,4}"
        r"|第?[一二三四五六七八九十]{1,3}页"
    ),
    caption=regex(r"(?:附?表|图)\s*(?=[-a-z.]*[\d一二三四五六七八九十])", re.IGNORECASE),
    numeral_signs="一二三四五六七八九十",
    page_edges=_PAGE_EDGES,
    roster_columns={name: tuple(heads.split()) for name, heads in _ROSTER.items()},
    roster_marks=("必填",),
    roster_asides=(
        "合计",
        "总计",
        "小计",
        "共计",
        "注",
        "备注",
        "说明",
        "填表说明",
        "填表人",
        "制表",
        "审核人",
    ),
    roster_sheets=("sheet", "工作表", "名册", "名单", "汇总"),
    version_words={word: late for late, words in _VERSIONS.items() for word in words.split()},
    version_number=regex(
        r"(?<![a-z\d])v(?:er)?[ ._]?(\d{1,3})(?![\da-z])|第([一二三四五六七八九十\d]{1,3})[稿版次]"
    ),
    decision_columns={name: tuple(heads.split()) for name, heads in _DECISIONS.items()},
    decision_words={kind: tuple(names.split()) for kind, names in _DECISION_WORDS.items()},
)
