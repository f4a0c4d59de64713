"""What is left in texts by office programs, by their authors and by assistants, in English and in Chinese.

Patterns see folded text; `mark` is what was left in, where the characters around it belong to the pattern.
"""

from checker import Pattern

ENGLISH_LEFTOVERS = (
    # office programs
    Pattern(
        "error!(referencesourcenotfound|bookmarknotdefined|hyperlinkreferencenotvalid|notextofspecifiedstyle|"
        "nobookmarkname|unknowndocumentproperty|notadocumentvariable|nodocumentvariable|referencenotvalid)|"
        "no(tableofcontents|tableoffigures|index)entriesfound|"
        "(click|tap)(or(tap|click))?(here)?to(enter|insert|type|add|edit)(text|a?date|yourtext|title|content|name)|"
        "^chooseanitem[.]?$|enter(your)?texthere|insert(your)?texthere"
    ),
    # authors
    Pattern(r"(^|[^a-z0-9])(?P<mark>todo|fixme|tbd)($|[^a-z0-9])"),
    Pattern(
        r"(^|[^a-z0-9])(?P<mark>x{4,})($|[^a-z0-9])|[:\[](?P<value>x{2,})($|[;,.)\]])"
    ),  # three may be a number
    Pattern(r"[:(\[](?P<mark>tbc|tba|tobe(confirmed|completed|added|determined|inserted))($|[;,.。)\]])"),
    Pattern(
        r"\[(your|insert|enter)[^\[\]]{1,40}\]|"
        r"\[(full|first|last|company|organi[sz]ation|recipient|contact)?"
        r"(name|date|title|address|phone|email|zip|postcode|amount|number|count|position|company|signature)\]"
    ),
    # assistants
    Pattern(
        "asana?i(language|large)(language)?(model|assistant)|asalargelanguagemodel|asanaiassistant|"
        "asofmylast(knowledge|training)?(update|cutoff)|(this|theabove)(text|content|report|document)?(was|is)"
        "(generated|written|created)by(anai|ai|chatgpt)"
    ),
)

_COUNTED = "(万元|批次|人次|场次|[条件项次期个篇份宗场起册户名家元部年月日号%])"
# a unit and no word that begins like one: 个人, 项目, 条例, 年度 …
_UNIT = (
    "(万元|人次|[批场]次|[件篇份宗起册户元%日号]|([次期场]|[条项个名家部年月])([^例目人称庭门度份限所前]|$))"
)
_FIELD = (
    "(姓名|名称|全称|单位|地址|邮编|邮政编码|电话|号码|传真|邮箱|邮件|网址|联系人|日期|时间|年份|年度|月份|"
    "[件条次人份项]数|数量|数字|数据|金额|标题|正文|职务|签名|编号|文号)"
)
_ENDS = r"($|[;,。、)\]])"
_DO = "(核实|核对|核准|确认|补充|更新|填写|替换|修改|删除|完善|插入|添加)"
_ASSISTANT = "(ai|人工智能|大模型|大语言模型|chatgpt|deepseek|豆包|文心一言|通义千问|kimi)"

_SURNAMES = (
    "张李王刘陈杨赵黄周吴徐孙胡朱郭罗宋谢韩唐冯邓曹彭曾萧蔡潘袁董苏蒋魏薛邹熊陶姚谭廖"  # 张×× hides a name
)

# ×× and other signs for what is to be filled in. Letters beside them belong to addresses and models (xx.gov.cn, XXL);
# other signs count only where a place, body, day or number stands, since 张** and 某企业 hide a name.
_CROSSES = (
    Pattern(
        rf"(^|[^{_SURNAMES}a-z0-9@./_:-]|[^a-z0-9@./_:-][.:/-])(?P<mark>x{{2,}})($|[^a-z0-9@./_-]|[./-]($|[^a-z0-9]))"
    ),
    Pattern(r"(^|[^a-z0-9])(?P<mark>x{4,})($|[^a-z0-9])"),
    Pattern(r"(^|[^a-z0-9._-])(?P<mark>x{3,})@"),
    Pattern(r"//(?P<mark>x{2,})($|[^a-z0-9./-])"),
    Pattern(r"(^|[^a-z0-9])(?P<mark>(19|20)([0-9]x|xx))年"),
    Pattern(r"(^|[^a-z0-9])(?P<mark>x{2,})(19|20)[0-9]{2}年"),
    Pattern(r"(^|[^a-z0-9])(?P<mark>x年(x|[0-9]{1,2})月(x日)?|(x|[0-9]{1,2})月x日|x月[0-9]{1,2}日)"),
    Pattern(r"(^|[^a-z0-9])(?P<mark>x)(件|条|份|次|场|期|篇|人次?|个|万?元)([,.;:()]|$)"),
    # numbers that are half written; those of persons are hidden in the middle or at the end
    Pattern(r"(^|[^a-z0-9])(?P<mark>0[0-9]{2,3}-?[0-9]{0,4}[x*]{3,8})($|[^a-z0-9*])"),
    Pattern(r"邮(编|政编码)[:为]?(?P<mark>[0-9]{0,4}[x*]{2,6})($|[^a-z0-9*])"),
    Pattern(
        r"(^|[^a-z0-9*])(?P<mark>[*△▲●◎◇□■]{2,})"
        "(省|市|县|区|镇|乡|街|路|村|局|委|办|厅|部|单位|年|月|日|号|件|条|份|次|场|期|篇|人次|个|万?元)"
    ),
    Pattern(r"(^|[^0-9.:]|[^0-9]:)(?P<mark>0{2,})(省|市|县|区|镇|乡|街|路|村|局)"),  # ○○ is folded to 00
    Pattern(r'(^|[,.;:()\["由在自])(?P<mark>某{2,})(省|市|县|区|镇|乡|街|路|村|局|委|办|厅|部门|单位)'),
)

CHINESE_LEFTOVERS = (
    Pattern("锟斤拷|烫烫烫|屯屯屯"),  # bytes read in a wrong encoding, and memory that nobody filled
    *ENGLISH_LEFTOVERS,
    *_CROSSES,
    # office programs
    Pattern(
        "错误!(未找到|未定义|未指定|超链接|文档中没有|没有|书签|不是|无效|找不到|未提供|主文档)|"
        "未找到(目录项|图形项目表|引用源)|"
        "(单击|点击|点按|轻触|双击)(或(单击|点击|点按|轻触))?(此处|这里|以|图标)(来|以|可)?(输入|添加|填写|键入|插入|编辑)|"
        r"^选择一项[。.]?$"
    ),
    # fields of forms and mail merges; 【电话】 may as well be a label
    Pattern(rf"[«<]{{1,2}}[^«»<>《》]{{0,8}}{_FIELD}[»>]{{1,2}}|##[^#]{{0,8}}{_FIELD}##"),
    Pattern(rf"[#%@$]\p{{Han}}{{0,6}}{_FIELD}[#%@$]|\{{[^{{}}]{{0,8}}{_FIELD}\}}"),
    Pattern(r"\[(单位|机关|机构|部门|填报|本)(名称|全称|单位|机关)\]"),
    Pattern(rf"[:为在由至共开](?P<mark>\[[^\[\]]{{0,6}}{_FIELD}\]){_ENDS}"),
    Pattern(
        r"(?P<mark>\[(姓名|名称|单位全?名称?|机关名称|数字|数量|金额|日期|年份|职务)\])(为|是|等|负责|开展|组织|认真|编制|按照|根据|于|在)"
    ),
    Pattern(rf"(?P<mark>«[^«»]{{1,15}}»|\[[^\[\]]{{0,8}}\p{{Han}}\]){_UNIT}"),
    # a value that is not there
    Pattern(rf"[:\p{{Han}}](?P<mark>nan|null|undefined|none|n/a|nat){_COUNTED}"),
    Pattern(rf"(地址|电话|号码|邮编|邮政编码):(?P<mark>none|n/a){_ENDS}"),
    Pattern(rf"[:\p{{Han}}](?P<mark>\{{[0-9]?\}})({_UNIT}|{_ENDS})|:(?P<other>\({_FIELD}\)){_ENDS}"),
    Pattern(rf"(^|[^?#])(?P<mark>[?#]{{2,}}){_UNIT}"),
    Pattern(r"\p{Han}(?P<mark>[?□■△▲]|…{1,2}|[.]{3,6})(条|件|份|次|场|期|篇|人次|万元)([,;。]|其中|$)"),
    Pattern(rf"\p{{Han}}(?P<mark>\(\)|\[\]){_UNIT}"),
    # notes of the author
    Pattern(
        rf"[:(\[\"](?P<mark>(数据|数字|内容)?((暂|尚)?(未|待)定|(暂|尚)?待{_DO}|待(补|查|统计|录入))){_ENDS}|^待定$"
    ),
    Pattern(rf"(?P<mark>待定|待填写?|待补充?){_COUNTED}"),
    Pattern(r"\[(键入|选取|输入|此处|在此|请(输入|填写|填入|选择|插入|键入|在此))[^\[\]]{1,20}\]"),
    Pattern(rf"(?P<mark>(此处|该|以上|具体)?(数据|数字|数值)(尚|还|有)?待(核实|核对|确认|填写|填报)){_ENDS}"),
    Pattern(
        r"[(\[][^()\[\]]{0,12}(可|请|须|应)(自行|直接)?(删除|删去|略去)[)\]]|"
        rf"(^|[:(\[。;])(?P<mark>(根据|结合|按照?)(本?(单位|地区|部门))?的?实际(情况)?(如实)?(填写|填报|修改|删减)){_ENDS}|"
        r"(^|[(\[。])(?P<other>(示例|样例|范例|填写说明|填报说明|填表说明):)|"
        rf"\((请?(填写?|填入|输入|写明)[^()]{{0,8}}{_FIELD}|此处(删除|填写|省略|空白)|单位盖章)\)"
    ),
    Pattern(
        rf"[(\[](((数据|数字|此处|具体数字|内容|情况|时间|名称|数量)?[请待])|需|须)(再次?|进一步|各?单位|科室|办公室)?{_DO}[^()\[\]表站]{{0,8}}[)\]]|"
        "请(根据|结合|按照?)(本?(单位|地区|部门))?的?实际(情况)?(进行)?(填写|修改|调整|补充|替换|完善|删减)"
    ),
    Pattern(
        rf"(^|[:,;。])(?P<mark>(请|待){_DO}(数据|数字|内容|情况|此处|文字|单位名称)?)($|[;,。!?)\]])|"
        "(此处|这里)(应|需|请|待|可)?(填写|填入|输入|插入|键入|补充|添加|粘贴)|"
        "在此(输入|插入|键入|填写|添加)(文字|文本|内容|正文|标题|图片|数据|数字|姓名|单位)|待(填写|插入)"
    ),
    # assistants and samples
    Pattern(
        rf"(^|[^\"])(?P<mark>(以上|以下|本|上述|本段|内容)(内容|文本|文字|文章|回答|报告|材料|信息)?(均|系|是|为)?"
        rf"由{_ASSISTANT}[^,。;\"]{{0,8}}(生成|撰写|创作|整理|提供|编写))|"
        rf"作为一[个名款位]{_ASSISTANT}|作为{_ASSISTANT}(语言)?(模型|助手|助理),我|"
        "(以下|这)是(一[份篇])?(为您|为你|根据[您你])|^(好的|当然)[,!]?(以下|这|下面)是|"
        "希望(以上|这[些份])[^,。]{0,10}[对能][^,。]{0,4}[您你]|"
        "以下是(修改|润色|优化|改写)后的|(以上|以下|此处|文中|表中)[^,。]{0,6}(仅为|均为|为|系)(示例|样例|模拟|虚构|假设)|"
        "(以下|本文|此文|以上)(内容)?[为是系](参考)?(模板|范文|样例|样稿|范本)"
    ),
)
