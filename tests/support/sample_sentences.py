"""Sentences for invented annual reports, composed so that no two are alike."""

from collections.abc import Sequence
from random import Random

_SIGNS = (
    "安柏长朝春大德定东丰福高古光广贵海汉和河恒鸿湖华怀惠吉佳嘉建江金晋京景静九开康乐利临灵龙鲁梅明南宁平普清庆全泉仁荣瑞"
    "三山上石双水松太泰天田通同万文武西仙祥新兴秀阳义永玉元远云泽正中竹卓紫"
)

# What a body of each kind deals with; those of no office deal with what governments do.
TOPICS = {
    "教育": "学区划分 随迁子女入学 营养餐采购 校车线路 教师招聘 课后服务 校舍加固 助学金发放 寄宿条件改善",
    "科学技术": "科技特派员选派 创新券兑付 技术合同登记 科普基地开放 实验设备共享 高新企业培育 成果转化资金",
    "民政": "低保复核 临时救助 养老床位补助 婚姻登记预约 地名命名 社会组织年检 孤儿养育津贴 残疾人两项补贴",
    "司法": "法律援助 人民调解 公证减费 行政复议咨询 社区矫正 普法讲师团 合法性审查",
    "财政": "部门预算 转移支付 政府采购 绩效评价 债券项目 国有资产出租 惠农补贴发放",
    "人力资源和社会保障": "技能培训补贴 工伤认定 农民工工资保证金 零工市场 职称评审 社保转移 创业担保贷款",
    "自然资源": "征地补偿 不动产登记 矿山复绿 规划公示 地质灾害点 宅基地确权 测绘成果",
    "住房和城乡建设": "老旧小区改造 保障房分配 物业招标 公租房轮候 燃气安全 房屋质量 供水管网",
    "交通运输": "农村公路养护 客运班线 渡口安全 治理超限 停车收费 公交改线 桥梁检测",
    "水利": "水库除险 河道采砂 饮水工程 灌区改造 山洪预警 取水许可 移民后期扶持",
    "农业农村": "高标准农田 耕地地力补贴 种子抽检 畜禽防疫 农机购置补贴 村级账目 产业到户",
    "商务": "家电换新补贴 集贸市场改造 加油站规划 电商培训 成品油管理 展会组织 外贸备案",
    "文化和旅游": "文物修缮 景区价格 剧场惠民场次 非遗传承人 图书馆开放 旅行社管理 露营地备案",
    "卫生健康": "家庭医生签约 疫苗接种点 村医待遇 托育机构 医疗广告 体检安排 饮用水监测",
    "退役军人事务": "安置岗位 抚恤标准 烈士纪念设施 优待证办理 就业招聘 光荣牌悬挂",
    "应急管理": "矿山检查 烟花零售点 避险转移 救灾物资 森林防火 特种作业考试 事故通报",
    "审计": "预算执行审计 经济责任审计 工程结算审计 整改清单 专项资金核查 内部审计指导",
    "市场监督管理": "食品抽检 电梯维保 计量检定 价格检查 消费投诉 企业年报 药店检查",
    "统计": "人口抽样 粮食产量 住户收支 投资项目入库 企业调查 价格指数 数据核查",
    "医疗保障": "药品集中采购 异地就医 门诊共济 参保缴费 基金检查 大病保险 生育津贴",
    "林业": "公益林补偿 采伐许可 古树保护 退耕还林 防火通道 野生动物损害 苗木检疫",
    "信访": "联合接访 积案化解 网上回复 领导包案 督查回访 代办点",
    "": "产业园用地 环境整治 民生实事 集市搬迁 村组公路 防汛值守 改厕补助 低保公示 小型水利 村务监督",
}
_WORKS = "公路 桥梁 水库 泵站 校舍 卫生院 敬老院 文化站 菜市场 公园 停车场 厂房 渠道 堤防 公厕 路灯 供水站 粮库 苗圃 茶场"
_STAGES = "招标 开工 验收 变更 结算 征地 设计 监理 移交 维修 抽查 竣工 环评 选址 复垦 审批"
_CHANNELS = "门户网站 公示栏 政务服务大厅 村务公开栏 微信公众号 便民服务点 县融媒体中心 档案馆查阅点 宣传橱窗 电子显示屏"
_FORMS = "问答 图表 短视频 流程图 漫画 明白卡 现场讲解 新闻通稿 广播稿 方言音频"
_SHARES = "办公室 法规股 财务股 综合股 项目股 监督股 服务窗口 下属事业单位 信息中心 驻村工作队"
_TIMES = "一季度 二季度 三季度 四季度 汛期前 春耕前 秋收后 国庆前 年中 年末 开学前 换届后"
_SLOTS = {
    "work": _WORKS.split(),
    "stage": _STAGES.split(),
    "channel": _CHANNELS.split(),
    "form": _FORMS.split(),
    "office": _SHARES.split(),
    "time": _TIMES.split(),
}

# Sentences in turn, at most two about one subject. They hold no sums, so that no sum can be wrong.
DISCLOSURE = """
围绕{topic}，在{channel}发布{place}{work}{stage}信息{some}条
{topic}方面，{time}公布办理依据、条件和时限，{place}、{place}的{few}户群众据此补交了材料
把{topic}的标准和名单放到{channel}，{place}村民提出的{few}处疑问都有书面答复
{place}{work}从{stage}到{stage}的文件逐份上网，附有责任人和监督电话
{time}集中公开{topic}的资金去向，涉及{place}等地的{some}笔支出可以逐笔查询
就{topic}制作{form}{few}件，张贴在{place}和{place}的{channel}
{topic}的决策草案在{channel}征求意见{some}天，采纳{place}居民的建议{few}条
{office}每月更新{topic}台账，{time}补登{place}{work}的漏项{few}个
对{topic}作了{form}式解读，{place}的集市上发放{some}份
撤下{topic}的过期通知{few}份，改挂{place}{work}的现行办法
{place}{work}{stage}结果在{channel}公示，{office}负责解释
依托{channel}公布{topic}的投诉渠道，{time}回应{place}来电{some}次
"""
HANDLING = """
答复前由{office}与申请人通话核对所需内容，{place}的一份申请因此当场办结
{topic}类申请较多，{office}编了{few}种答复样式供选用
涉及{place}{work}{stage}的材料，先征求第三方意见再作答复
{time}复查旧卷{few}册，重写{topic}的告知段落
对看不懂表格的申请人，{office}在{channel}旁协助填写
{place}{work}的档案已移交，答复中写明了查阅地点和电话
"""
MANAGEMENT = """
{office}拟稿时注明公开属性，{time}抽查{topic}文件{some}份
建立{topic}文件目录，失效的{few}份在{channel}标注
{place}{work}的图纸经保密审查后公开，隐去个人信息{few}处
{topic}信息实行{office}初审、分管领导复审，{time}退回修改{few}篇
清理历年文件时，把{place}{work}的{stage}记录转成电子版{some}页
与档案部门对接，{topic}的纸质卷宗按件编号，{place}部分先行完成
{office}指定专人核对链接，{time}修复{topic}栏目附件{few}个
规定{topic}信息形成后{few}个工作日内上传，{place}{work}一项提前完成
"""
PLATFORM = """
{channel}新设“{topic}”栏目，归并{place}、{place}的零散信息{some}条
改版后的{topic}页面可按{work}和{stage}检索，{time}上线
关停少人浏览的账号{few}个，{topic}内容转到{channel}
在{place}设查询终端，村民可以看到{work}{stage}进度
{office}值守留言板，{topic}的提问当天转办，{place}的{few}件上门说明
{channel}增加大字版和语音播报，{place}老人据此查到{topic}
为{topic}页面加上{form}，{time}浏览最多的是{place}{work}一篇
与{place}便民服务站共用屏幕，轮播{topic}和{work}{stage}安排
"""
SUPERVISION = """
{time}请{place}的居民代表评议{topic}公开，列出意见{few}条并逐条回告
{office}每季通报更新情况，{topic}栏目晚了{few}天的作了说明
举办{topic}公开培训{few}期，{office}和{place}经办人员到场
把{place}{work}的公开纳入考核，{time}扣分的是{office}
主要负责人听取汇报{few}次，当场定下{topic}的公开清单
对照上级通报自查{few}项，{place}{work}{stage}一项在{time}前改完
邀请监督员走访{place}和{place}，核实{topic}公示是否张贴
没有发生责任追究，{office}就{topic}的一次误发作了检讨
"""
PROBLEMS = """
{topic}的{form}还少，{place}群众反映看不明白
{place}{work}{stage}信息上网比实际晚了{few}天
{office}对哪些属于{topic}过程性材料把握不准，常要反复商量
{channel}上{topic}与{topic}交叉，查{place}的内容要翻好几页
基层经办人员更换频繁，{place}的{topic}台账有断档
{work}类信息只给结论，{place}村民想看的{stage}依据没有附上
{topic}的征求意见反馈写得笼统，{time}有{few}条没有说明不采纳的理由
手机上打开{topic}附件较慢，{place}一带信号弱时尤其如此
"""
MEASURES = """
由{office}牵头，{time}给{topic}配上{form}，先在{place}试行
约定{work}{stage}材料签字后{few}个工作日内上传，{office}按周对账
请法律顾问到{place}讲{topic}案例，把常见情形写成{few}张卡片
合并{channel}上的重复栏目，{topic}按村、按年两种方式排列
{office}与{place}结对，交接时同时移交{topic}台账和账号
{place}{work}的公示牌补上依据和算法，{time}由{office}逐块核验
意见反馈改为逐条列表，{topic}先行，{place}的建议人可以查到去向
压缩附件并提供文字版，{time}在{place}实地测试{topic}页面
"""


def compose(sentences: str, count: int, office: str, chance: Random) -> str:
    """Write so many sentences of a kind about what an office deals with."""
    chosen = chance.sample(sentences.split(), count)
    slots = _Slots(TOPICS.get(office, TOPICS[""]).split(), chance)
    return "".join(f"{sentence.format_map(slots)}。" for sentence in chosen)


def place(chance: Random) -> str:
    """Name a village."""
    return "".join(chance.sample(_SIGNS, 3)) + chance.choice("村湾岭坪口沟坡塘岗堰")


def county(chance: Random) -> str:
    """Name a county or a town, without its kind."""
    return "".join(chance.sample(_SIGNS, 2))


class _Slots(dict[str, str]):
    """Fill each slot of a sentence by chance, equal ones differently."""

    def __init__(self, topics: Sequence[str], chance: Random) -> None:
        super().__init__()
        self._topics, self._chance = topics, chance

    def __missing__(self, slot: str) -> str:
        match slot:
            case "topic":
                return self._chance.choice(self._topics)
            case "place":
                return place(self._chance)
            case "few":
                return str(self._chance.randrange(2, 12))
            case "some":
                return str(self._chance.randrange(12, 190))
        return self._chance.choice(_SLOTS[slot])
