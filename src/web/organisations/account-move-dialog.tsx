import { App } from 'antd';
import { moveAccount } from '../api/members.ts';
import type { KnownAccount } from '../api/organisation-types.ts';
import { ConfirmDialog } from '../shared/confirm-dialog.tsx';
import { useTexts } from '../texts/language.tsx';
import { useOrganisationWork } from './use-organisation-work.ts';

interface Props {
  account: KnownAccount;
  onClose: () => void;
}

/** Shuts an account or opens it again, on the version that was looked at. */
export function AccountMoveDialog({ account, onClose }: Props) {
  const { members } = useTexts();
  const words = members.accounts;
  const { message } = App.useApp();
  const { displayName, state } = account;
  const closing = state === 'active';
  const moving = useOrganisationWork(
    () => moveAccount(account, closing ? 'deactivated' : 'active'),
    (moved) => {
      message.success(words.moved(displayName, members.accountStates[moved.state]));
      onClose();
    },
  );
  return (
    <ConfirmDialog
      title={closing ? words.deactivateTitle(displayName) : words.activateTitle(displayName)}
      verb={closing ? words.deactivate : words.activate}
      danger={closing}
      working={moving.isPending}
      error={moving.error}
      onConfirm={() => moving.mutate()}
      onClose={onClose}
    >
      <p>{closing ? words.deactivateText : words.activateText}</p>
    </ConfirmDialog>
  );
}
