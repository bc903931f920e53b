import { NavLink } from 'react-router';
import { useTexts } from '../texts/language.tsx';

/** To the organisations one looks after, else to one's own; for administrators, to the accounts. */
export function OrganisationLinks({ can }: { can: readonly string[] }) {
  const texts = useTexts();
  return (
    <>
      {can.includes('organisations') ? (
        <NavLink to="/organisations">{texts.organisations.review.name}</NavLink>
      ) : (
        <NavLink to="/organisations/mine">{texts.organisations.ownName}</NavLink>
      )}
      {can.includes('accounts') ? <NavLink to="/accounts">{texts.members.accounts.name}</NavLink> : null}
    </>
  );
}
