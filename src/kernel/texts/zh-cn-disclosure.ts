/** Sentences about disclosure levels and pledges. */
export const zhCNDisclosure = {
  'error.pledgeWording': '保密承诺书已更新，请重新阅读最新版本后再确认。',

  'field.target': '该单位不存在或尚未通过确认，请从列表中重新选择。',

  'name.targets': '定向单位',
  'name.fieldDisclosure': '单项公开方式',
  'name.maskWords': '需要隐去的词',
  'name.wording': '承诺书版本',
};
