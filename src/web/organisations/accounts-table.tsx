import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { KnownAccount } from '../api/organisation-types.ts';
import { useTexts } from '../texts/language.tsx';
import { AccountMoveDialog } from './account-move-dialog.tsx';
import { AccountState } from './account-state.tsx';
import { RemoveMemberDialog } from './remove-member-dialog.tsx';

type Membership = KnownAccount['memberships'][number];

interface Props {
  items: readonly KnownAccount[];
  self: string;
}

export function AccountsTable({ items, self }: Props) {
  const { members } = useTexts();
  const words = members.accounts;
  const [moving, setMoving] = useState<KnownAccount | null>(null);
  const [removing, setRemoving] = useState<{ account: KnownAccount; membership: Membership } | null>(null);
  return (
    <>
      <table className="table stacking accounts" aria-label={words.list}>
        <thead>
          <tr>
            <th scope="col">{words.person}</th>
            <th scope="col">{words.roles}</th>
            <th scope="col">{words.secondFactor}</th>
            <th scope="col">{words.state}</th>
            <th scope="col">{words.action}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((account) => {
            const { id, name, displayName, email, state, secondFactor, can } = account;
            const verb = state === 'active' ? words.deactivate : words.activate;
            return (
              <tr key={id}>
                <th scope="row">
                  {displayName || id}
                  {id === self ? members.members.you : ''}
                  <p className="secondary small">{[name, email].filter(Boolean).join(' · ')}</p>
                </th>
                <td>
                  <span className="row-label">{words.roles}</span>
                  <Roles account={account} onRemove={(membership) => setRemoving({ account, membership })} />
                </td>
                <td>
                  <span className="row-label">{words.secondFactor}</span>
                  {secondFactor ? words.secondFactorOn : words.secondFactorOff}
                </td>
                <td>
                  <span className="row-label">{words.state}</span>
                  <AccountState state={state} />
                </td>
                <td>
                  {can.length > 0 ? (
                    <Button
                      aria-label={words.moveOf(verb, displayName)}
                      danger={state === 'active'}
                      onClick={() => setMoving(account)}
                    >
                      {verb}
                    </Button>
                  ) : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {moving ? <AccountMoveDialog account={moving} onClose={() => setMoving(null)} /> : null}
      {removing ? (
        <RemoveMemberDialog
          organisationId={removing.membership.organisationId}
          member={{ ...removing.account, ...removing.membership, accountId: removing.account.id }}
          heirs={[]}
          isSelf={removing.account.id === self}
          onClose={() => setRemoving(null)}
        />
      ) : null}
    </>
  );
}

interface RolesProps {
  account: KnownAccount;
  onRemove: (membership: Membership) => void;
}

/** What somebody is where; roles in organisations that are not confirmed are there, but count for nothing. */
function Roles({ account, onRemove }: RolesProps) {
  const { members, organisations } = useTexts();
  const words = members.accounts;
  if (account.memberships.length === 0) return <span className="secondary">{words.noRoles}</span>;
  return (
    <ul className="account-roles">
      {account.memberships.map((membership) => {
        const { organisationId, organisationName, organisationState, role } = membership;
        return (
          <li key={`${organisationId} ${role}`}>
            <span>
              <Link to={`/organisations?state=all&open=${organisationId}`}>{organisationName}</Link> ·{' '}
              {organisations.roles[role]}
              {organisationState === 'confirmed' ? null : (
                <span className="secondary small"> · {words.notCounting}</span>
              )}
            </span>
            <button
              type="button"
              className="text-button"
              aria-label={words.removeRoleOf(
                account.displayName,
                organisations.roles[role],
                organisationName,
              )}
              onClick={() => onRemove(membership)}
            >
              {words.removeRole}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
