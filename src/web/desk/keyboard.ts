/** Whether a dialog lies over the desk: its keys are its own. */
export function isInDialog(): boolean {
  return document.querySelector('[role="dialog"]') !== null;
}

/** Whether somebody is writing there, so that letters are letters. */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type);
}
