/** Sentences about the log. */
export const zhCNAudit = {
  'error.auditChanged': '日志第 {lines} 行被改动过，内容与其校验值不符。',
  'error.auditMissing': '日志第 {lines} 行缺失，或与前一行不衔接。',
  'error.auditReordered': '日志第 {lines} 行的顺序被调换过。',
  'error.auditInserted': '日志第 {lines} 行是事后插入的。',
  'error.auditRewritten': '日志第 {lines} 行中至少有一行与导出的校验值不符，日志可能被整体改写。',
  'error.auditHeadUnreadable': '校验值文件第 {lines} 行无法读取。',

  'name.actor': '操作账号',
  'name.action': '操作',
  'name.subject': '操作对象',
  'name.forOrganisation': '代办单位',
  'name.outcome': '结果',
  'name.since': '开始时间',
  'name.until': '结束时间',
};
