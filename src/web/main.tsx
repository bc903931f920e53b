import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { giveNonceToStyles, pageNonce } from './start/csp-nonce.ts';
import './styles/base.css';
import './styles/controls.css';
import './styles/shell.css';
import './styles/lists.css';
import './styles/found.css';
import './styles/entry.css';
import './styles/matches.css';
import './styles/comparison.css';
import './styles/forms.css';
import './styles/work.css';
import './styles/indexing.css';
import './styles/organisations.css';
import './styles/disclosure.css';
import './styles/account.css';
import './styles/clinic.css';
import './styles/desk-tools.css';
import './styles/desk.css';
import './styles/inbox.css';
import './styles/model.css';

const nonce = pageNonce();
if (nonce) giveNonceToStyles(nonce);

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App nonce={nonce} />
    </StrictMode>,
  );
}
