/** Sentences about organisations, invitations, consents, personal data. */
export const zhCNOrganisations = {
  'error.organisationFixed': '单位已确认，名称、类型和信用代码如需更正，请联系服务窗口；联系方式可自行修改。',
  'error.organisationPublished': '该单位还有 {count} 条已发布的内容，请先撤下或移交后再停用。',
  'error.lastAdmin': '这是最后一位管理员。请先指定另一位管理员，再进行此操作。',
  'error.lastMember':
    '您是“{organisation}”的最后一位成员，该单位还有已发布的内容。请先移交给同事或撤下后再试。',
  'error.alreadyMember': '该账号已是此单位的成员，无需再次加入。',
  'error.accountState': '该账号当前状态为“{state}”，不能进行此操作。',

  'field.creditCode': '统一社会信用代码不正确，请对照营业执照或证书核对 18 位代码。',
  'field.creditCodeTaken': '该统一社会信用代码已登记。请联系本单位同事发送邀请链接加入。',
  'field.consent': '请阅读并同意最新版（第 {version} 版）个人信息处理说明。',
  'field.reviewNote': '请填写原因，便于对方了解并改正。',
  'field.auditApart': '同一账号不能既是审计员又是管理员，请改用另一个账号。',
  'field.alreadySignedIn': '您已登录，将以当前账号加入。如需新建账号，请先退出登录。',
  'field.accountNeeded': '请填写新账号的信息，或先登录已有账号。',
  'field.colleague': '请选择本单位在职的成员。',
  'field.otherColleague': '移交双方不能是同一人。',
  'field.operator': '请选择一位在岗的专员。',
  'field.withinYear': '{name}不能晚于 {last}（最长一年）。',

  'name.name': '名称',
  'name.kind': '单位类型',
  'name.creditCode': '统一社会信用代码',
  'name.email': '电子邮箱',
  'name.consent': '个人信息处理说明',
  'name.role': '角色',
  'name.from': '移交人',
  'name.accountId': '账号',
  'name.givenBy': '同意人',
  'name.form': '同意方式',
  'name.expiresOn': '有效期至',

  'notice.registered':
    '登记已收到。专员核实单位信息后即可发布和查看更多内容；您现在可以登录查看进度或修改联系方式。',
  'notice.joined': '您已加入“{organisation}”。',
  'notice.accountMade': '账号已建立，您已加入“{organisation}”。请用新账号登录。',
  'notice.deleted':
    '您的账号和个人信息已删除。依法留存的操作日志和已作出的决定仅保留账号编号 {accountId}，不含您的姓名和联系方式。',

  'mail.invitationSubject': '邀请您加入{organisation}',
  'mail.invitationText':
    '{inviter}邀请您加入“{organisation}”。请在 {until} 前打开以下链接，链接只能使用一次：\n{link}\n如果您不认识邀请人，请忽略本邮件。',

  'terms.title': '个人信息处理说明',
  'terms.purposeTitle': '为什么处理',
  'terms.purpose':
    '为办理技术需求与科技成果的登记、对接和后续服务，我们需要知道由谁代表单位办理。我们只在此目的范围内处理您的个人信息。',
  'terms.fieldsTitle': '处理哪些信息',
  'terms.fields':
    '仅限必需信息：账号名、姓名、电子邮箱、密码的不可逆摘要、所属单位和角色、登录时间和网络地址。我们不收集证件号码、生物特征等敏感个人信息。',
  'terms.whereTitle': '在哪里处理',
  'terms.where':
    '信息保存在本服务自己的服务器上，语义模型也在本地运行，不向境外提供，不用于自动化决策：是否将双方介绍认识，由专员决定。',
  'terms.whoTitle': '谁能看到',
  'terms.who':
    '本单位成员和负责办理的专员能看到您的姓名；其他单位只能看到您在公开内容中填写的联系方式，且以您选择的公开级别为准。',
  'terms.periodTitle': '保存多久',
  'terms.period':
    '账号存续期间保存。操作日志依照《网络安全法》至少保存六个月，并用于证明事项办理经过，其中只有账号编号、时间、网络地址和操作内容。',
  'terms.rightsTitle': '您的权利',
  'terms.rights':
    '您可以随时在“我的账号”中查看、更正、导出和删除个人信息，也可以撤回同意。删除后，日志和已作出的决定仅保留账号编号。',
};
