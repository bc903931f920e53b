import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { createToken, revokeToken, tokensQuery } from '../api/account.ts';
import { ChoiceField, TextField } from '../shared/fields.tsx';
import { FormError } from '../shared/form-error.tsx';
import { formatInstant } from '../shared/format.ts';
import { ErrorNotice } from '../shared/notices.tsx';
import { useFields } from '../shared/use-fields.ts';
import { useTexts } from '../texts/language.tsx';
import { SecretText } from './secret-text.tsx';
import { Section } from './section.tsx';
import { useAccountWork } from './use-account-work.ts';

const names = ['name', 'scopes', 'expiresInDays'] as const;

/** Tokens for programs: made, shown once, listed with their last use, revoked. */
export function TokensSection({ canCreate }: { canCreate: boolean }) {
  const words = useTexts().account.tokens;
  const { message } = App.useApp();
  const { data, error, refetch } = useQuery(tokensQuery);
  const revoking = useAccountWork(revokeToken, () => message.success(words.revoked));
  const items = data?.items ?? [];
  return (
    <Section id="tokens" title={words.title}>
      <p className="secondary">{words.hint}</p>
      {error ? <ErrorNotice error={error} onRetry={() => void refetch()} /> : null}
      {items.length > 0 ? (
        <table className="table stacking" aria-labelledby="tokens">
          <thead>
            <tr>
              <th scope="col">{words.tokenName}</th>
              <th scope="col">{words.scopes}</th>
              <th scope="col">{words.expires}</th>
              <th scope="col">{words.lastUsed}</th>
              <th scope="col">{words.action}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((token) => (
              <tr key={token.id}>
                <th scope="row">{token.name}</th>
                <td>
                  <span className="row-label">{words.scopes}</span>
                  {words.scopeNames[token.scopes.includes('write') ? 'write' : 'read']}
                </td>
                <td>
                  <span className="row-label">{words.expires}</span>
                  <time className="nowrap" dateTime={token.expiresAt}>
                    {formatInstant(token.expiresAt)}
                  </time>
                </td>
                <td>
                  <span className="row-label">{words.lastUsed}</span>
                  {token.lastUsedAt ? formatInstant(token.lastUsedAt) : words.never}
                </td>
                <td>
                  <Button
                    aria-label={words.revokeOf(token.name)}
                    loading={revoking.isPending && revoking.variables === token.id}
                    onClick={() => revoking.mutate(token.id)}
                  >
                    {words.revoke}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p>{words.none}</p>
      )}
      {revoking.error ? <FormError error={revoking.error} shown={[]} /> : null}
      {canCreate ? <NewToken /> : null}
    </Section>
  );
}

function NewToken() {
  const words = useTexts().account.tokens;
  const [token, setToken] = useState<string | null>(null);
  const fields = useFields({ name: '', scopes: 'read', expiresInDays: '90' });
  const creating = useAccountWork(
    createToken,
    (made) => {
      setToken(made.token);
      fields.set('name', '');
    },
    fields.refuse,
  );

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!fields.isComplete(names)) return;
    const { name, scopes, expiresInDays } = fields.values;
    creating.mutate({
      name,
      scopes: scopes === 'write' ? ['read', 'write'] : ['read'],
      expiresInDays: Number(expiresInDays),
    });
  }

  return (
    <form noValidate ref={fields.form} onSubmit={submit} aria-label={words.create}>
      {token ? (
        <div className="once" role="status">
          <h3>{words.createdTitle}</h3>
          <p>{words.createdHint}</p>
          <SecretText text={token}>
            <p className="secret">
              <code>{token}</code>
            </p>
          </SecretText>
        </div>
      ) : null}
      <TextField fields={fields} name="name" label={words.tokenName} maxLength={80} />
      <ChoiceField
        fields={fields}
        name="scopes"
        label={words.scopes}
        options={(['read', 'write'] as const).map((value) => ({ value, label: words.scopeNames[value] }))}
      />
      <TextField fields={fields} name="expiresInDays" label={words.days} maxLength={3} />
      {creating.error ? <FormError error={creating.error} shown={names} /> : null}
      <Button htmlType="submit" loading={creating.isPending}>
        {words.create}
      </Button>
    </form>
  );
}
