"""A commented starting file."""

STARTER = """\
# yaml-language-server: $schema=plan.schema.json
# 上一行让编辑器提示和检查；先运行 bioresp schema -o plan.schema.json，放在本文件旁边。
# 各键的意思见 docs/format.md；改好后运行 bioresp validate 本文件。

plan:
  title: 青禾市湿地保护责任分工方案
  document_number: 青府办〔2030〕7号
  issuer: 青禾市人民政府办公室
  issued: 2030-04-09
  # 约束全部措施、不逐条重复的话；没有就删去这一段。
  standing:
    text: 以上工作均需各县（区）人民政府落实，不再列出
    agencies: [各县（区）人民政府]

# 凡可能被点名的单位。原文用了两种写法的，一种作名称，其余作别名。
agencies:
  - 市林业局
  - 市水利局
  - {name: 市市场监督管理局, aliases: [市市场监管局]}
  - {name: 各县（区）人民政府, level: county}
  - {name: 省林草局, level: provincial}

sections:
  - number: 1
    title: 摸清家底
    measures:
      - number: 1
        title: 开展湿地资源调查
        # 长文字用 | 分行，各行直接相连；空一行是另起一段。
        text: |-
          查清全市湿地的类型、面积和分布。
          每五年更新一次。
        lead: [市林业局]
        responsible: [市水利局]
        deadline: 2030年12月底前
        actions:
          # lead 是句中写明“牵头”的单位；只有一条举措时没有编号，有几条时依次是 1. 2. 3.
          - text: 市林业局牵头配合省林草局制定调查方案。
            lead: [市林业局]
          - text: 各责任单位按季度报送数据。
      - number: 2
        title: 规范水产品交易
        # 原文没有列牵头单位的，写 []，不能省略。
        lead: []
        responsible: [市市场监督管理局, 市林业局]
"""
