import { App } from 'antd';
import { useId, useState } from 'react';
import { handOver, removeMember } from '../api/members.ts';
import type { Member } from '../api/organisation-types.ts';
import { ConfirmDialog } from '../shared/confirm-dialog.tsx';
import { NativeSelect } from '../shared/native-select.tsx';
import { useTexts } from '../texts/language.tsx';
import { useOrganisationWork } from './use-organisation-work.ts';

interface Props {
  organisationId: string;
  member: Member;
  /** Who may take over their entries. */
  heirs: readonly Member[];
  isSelf: boolean;
  onClose: () => void;
}

/** Takes a role away, or leaves it; what the person entered may pass to a colleague first. */
export function RemoveMemberDialog({ organisationId, member, heirs, isSelf, onClose }: Props) {
  const { members: people, organisations } = useTexts();
  const words = people.members;
  const id = useId();
  const { message } = App.useApp();
  const [heir, setHeir] = useState('');
  const { accountId, displayName, role } = member;
  const roleWord = organisations.roles[role];
  const removing = useOrganisationWork(
    async () => {
      if (heir !== '') await handOver(organisationId, accountId, heir);
      await removeMember(organisationId, accountId, role);
    },
    () => {
      message.success(isSelf ? words.left : words.removed(displayName));
      onClose();
    },
  );
  return (
    <ConfirmDialog
      title={isSelf ? words.leaveTitle : words.removeTitle(displayName)}
      verb={isSelf ? words.leave : words.remove}
      danger
      working={removing.isPending}
      error={removing.error}
      onConfirm={() => removing.mutate()}
      onClose={onClose}
    >
      <p>{isSelf ? words.leaveText(roleWord) : words.removeText(displayName, roleWord)}</p>
      {heirs.length > 0 ? (
        <div className="field">
          <label htmlFor={id}>{isSelf ? words.ownHeir : words.heir}</label>
          <NativeSelect id={id} value={heir} onChange={(event) => setHeir(event.target.value)}>
            <option value="">{words.noHeir}</option>
            {heirs.map((colleague) => (
              <option key={colleague.accountId} value={colleague.accountId}>
                {colleague.displayName}
              </option>
            ))}
          </NativeSelect>
        </div>
      ) : null}
    </ConfirmDialog>
  );
}
