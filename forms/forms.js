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
  Task_Convene: () => import('./meeting-convene.js'),
  Task_DecideNotConvening: () => import('./meeting-second-agency.js'),
  Task_ConfirmHeld: () => import('./meeting-confirm-held.js'),
  Task_Prepare: () => import('./meeting-prepare.js'),
  Task_Hold: () => import('./meeting-hold.js'),
  Task_DecideInquorate: () => import('./meeting-inquorate.js'),
  Task_WriteMinutes: () => import('./meeting-minutes.js'),
  Task_ConfirmMinutes: () => import('./meeting-minutes-read.js')
};
