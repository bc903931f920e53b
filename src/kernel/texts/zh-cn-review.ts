/** Sentences of the operators' desk. */
export const zhCNReview = {
  'error.matchState': '此匹配建议目前不能作此处理，请刷新后查看最新状态。',
  'error.matchClosed': '需求或成果已不在榜单上，暂不能采纳。',
  'error.matchUndo': '没有可以撤销的处理，或之后已有新的处理。',

  'field.reasons': '请至少选择一个不合适的原因。',
  'field.reasonsUnasked': '只有选择“不合适”时才需要填写原因。',

  'name.reasons': '原因',
  'name.verdict': '处理意见',
  'name.flagged': '标记',
  'name.demandId': '需求',
  'name.achievementId': '成果',
};
