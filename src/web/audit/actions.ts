import type { Texts } from '../texts/zh-cn.ts';

type Words = Pick<Texts['audit'], 'actions' | 'groups'>;

/** An action in words; its code where there are none. Pure. */
export function actionWords(action: string, { actions }: Words): string {
  return actions[action] ?? action;
}

interface ActionGroup {
  /** How all actions of the group begin, as the server filters by it. */
  prefix: string;
  label: string;
  actions: { code: string; label: string }[];
}

/** The known actions under what they act upon, in the order of the dictionary. Pure. */
export function actionGroups({ actions, groups }: Words): ActionGroup[] {
  return Object.entries(groups).map(([name, label]) => {
    const prefix = `${name}.`;
    const codes = Object.keys(actions).filter((code) => code.startsWith(prefix));
    return { prefix, label, actions: codes.map((code) => ({ code, label: actions[code] ?? code })) };
  });
}
