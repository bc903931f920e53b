import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = 'http://127.0.0.1:3000';

export default defineConfig({
  root: 'src/web',
  // The server replaces the placeholder by a fresh nonce whenever it serves index.html.
  html: { cspNonce: '__CSP_NONCE__' },
  plugins: [react()],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    // Nothing becomes a data: address, so the policy needs no exception for images or fonts.
    assetsInlineLimit: 0,
  },
  server: { proxy: { '/api': server, '/livez': server, '/readyz': server } },
});
