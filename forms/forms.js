/** Which form belongs to which step of the process. */
export const FORMS = {
  Task_PrepareSummary: () => import('./handover-summary.js'),
  Task_DecideAcceptance: () => import('./handover-acceptance.js'),
  Task_RecordDiscussion: () => import('./handover-discussion.js'),
  Task_PlanReading: () => import('./handover-reading-plan.js'),
  Task_ReadHistory: () => import('./handover-read-history.js'),
  Task_WriteAccount: () => import('./handover-account.js'),
  Task_SignOff: () => import('./handover-sign-off.js'),
  Task_TellFamily: () => import('./handover-tell-family.js'),
  Task_Recheck: () => import('./handover-recheck.js'),
  Task_SeeToIt: () => import('./obligation-see-to-it.js'),
  Task_ActOnDanger: () => import('./disagreement-danger.js'),
  Task_SetDate: () => import('./disagreement-set-date.js'),
  Task_AnswerDisagreement: () => import('./disagreement-answer.js'),
  Task_DecideOnAnswer: () => import('./disagreement-decide.js')
};
