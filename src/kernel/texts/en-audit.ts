import type { zhCNAudit } from './zh-cn-audit.ts';

/** The same sentences in English. */
export const enAudit: Record<keyof typeof zhCNAudit, string> = {
  'error.auditChanged': 'Line {lines} of the log was changed: it does not say what its hash covers.',
  'error.auditMissing': 'Line {lines} of the log is missing, or does not follow from the line before.',
  'error.auditReordered': 'Line {lines} of the log stands in another place than it was written at.',
  'error.auditInserted': 'Line {lines} of the log was put in afterwards.',
  'error.auditRewritten':
    'At least one of lines {lines} of the log is not what its exported head says: the log may have been computed anew.',
  'error.auditHeadUnreadable': 'Line {lines} of the file of exported heads cannot be read.',

  'name.actor': 'Who acted',
  'name.action': 'Action',
  'name.subject': 'Subject',
  'name.forOrganisation': 'On behalf of',
  'name.outcome': 'Outcome',
  'name.since': 'From',
  'name.until': 'Until',
};
