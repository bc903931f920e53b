/** Sentences about signing in, passwords, second factor, tokens. */
export const zhCNSignIn = {
  'error.signInLocked': '登录失败次数较多，为保护账号，请在 {after} 后再试。',
  'error.secondFactor': '请输入身份验证器应用中显示的 6 位验证码，或一个恢复码。',
  'error.signInCode': '验证码不正确或已使用过，请等待下一个验证码后再试。',
  'error.secondFactorOn': '您已启用两步验证。如需更换，请先停用。',
  'error.secondFactorOff': '您尚未启用两步验证，请先设置。',
  'error.passwordExpired': '您的密码已到更换期限，请先修改密码。',
  'error.resetLink': '此链接无效、已使用或已过期，请重新申请。',
  'error.token': '访问令牌无效、已撤销或已过期。',
  'error.tokenLimit': '每个账号最多可有 {max} 个有效的访问令牌，请先撤销不用的令牌。',

  'field.passwordCommon': '这是很多人使用的密码，容易被猜中，请换一个。',
  'field.passwordContext': '{name}不能包含账号名、姓名或本平台名称。',
  'field.passwordKinds': '{name}须包含大写字母、小写字母、数字、符号中的至少三种。',
  'field.passwordSame': '新密码不能与当前密码相同。',
  'field.passwordIncorrect': '{name}不正确。',
  'field.passwordConfirm': '修改邮箱需要验证密码，请输入您的密码。',
  'field.code': '验证码不正确或已使用过，请等待下一个验证码后再试。',

  'name.current': '当前密码',
  'name.next': '新密码',
  'name.code': '验证码',
  'name.scopes': '权限范围',
  'name.expiresInDays': '有效天数',
  'name.token': '链接',

  'mail.securitySubject': '账号安全提醒',
  'mail.securityText':
    '您好：\n\n账号 {account} {what}。\n时间：{time}（北京时间），来源地址：{address}。\n\n如果是您本人操作，无需处理。如果不是，请立即重新设置密码，并联系平台管理员。',
  'mail.passwordChanged': '的密码已修改',
  'mail.passwordReset': '的密码已通过邮件链接重新设置',
  'mail.secondFactorOn': '已启用两步验证',
  'mail.secondFactorOff': '已停用两步验证',
  'mail.recoveryCodes': '已更换恢复码，原恢复码全部失效',
  'mail.emailChanged': '的邮箱已改为另一个地址，今后的邮件将发往新地址',

  'mail.resetSubject': '重新设置您的密码',
  'mail.resetText':
    '您好：\n\n我们收到了为账号 {account} 重新设置密码的申请。请在 {minutes} 分钟内打开以下链接，链接只能使用一次：\n\n{link}\n\n如果不是您本人申请，请忽略此邮件，您的密码不会改变。',
};
