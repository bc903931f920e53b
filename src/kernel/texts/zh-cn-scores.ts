/** Sentences about learned scores. */
export const zhCNScores = {
  'error.scoreModelActive': '该模型已在使用中，无需再次启用。',
  'error.scoreModelRefused': '该次学习未通过检验，不能启用。原因见该版本的说明。',
  'error.scoreModelOtherModel': '该版本是用另一个语义模型的结果学习得到的，与当前的语义模型不符，不能启用。',
};
