/** Sentences of introductions: what the operator sends to both parties, and what they answer. */
export const zhCNIntroductions = {
  'error.introduceState': '只有“已采纳”且尚未推送的匹配才能推送双方，请刷新后查看最新状态。',
  'error.introductionClosed': '需求或成果已不在榜单上，对接不能继续。',
  'error.introductionStep': '此对接目前不能作此答复，可能已有人先答复。请刷新后查看最新进展。',

  'field.introductionReasons': '请至少选择一个原因，便于对方了解。',
  'field.introductionReasonsUnasked': '只有选择“无意向”或“结束对接”时才需要填写原因。',
  'field.side': '您同时代表双方，请说明以哪一方的名义答复。',

  'name.side': '代表的一方',
  'name.answer': '答复',
  'name.noteTo': '备注对象',
  'name.year': '年份',

  'mail.introductionSubject': '您有一条新的对接消息',
  'mail.introductionText':
    '工作人员向您推荐了一项可能适合的对接。请登录后查看双方内容和匹配依据，并答复有无意向：\n{link}\n为保护信息安全，邮件中不包含具体内容。',
  'mail.contactsSubject': '双方均有意向，联系方式已交换',
  'mail.contactsText': '对接双方均已答复“有意向”。请登录后查看对方的联系方式，并记录洽谈进展：\n{link}',
};
