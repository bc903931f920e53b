/** Sentences about the transport. */
export const zhCNHttp = {
  'error.tokenNever': '此操作不能使用访问令牌，请登录网页后办理。',
  'error.tokenScope': '该访问令牌没有“{scope}”权限，不能进行此操作。',
  'error.idempotencyKey': 'Idempotency-Key 应为 8 至 200 个可见的 ASCII 字符。',
  'error.idempotencyOther': '该 Idempotency-Key 已用于另一个请求，请换一个新的。',
  'error.idempotencyRunning': '相同的请求正在处理，请稍后查看结果，无需重复提交。',
  'error.idempotencyDone': '该请求此前已经办理。其结果只显示一次，不会保存，因此无法再次给出。',
  'duration.seconds': '{count} 秒',
  'duration.minutes': '{count} 分钟',
};
