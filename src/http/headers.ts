import helmet from '@fastify/helmet';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** What every answer may load: only this service. The page adds a nonce for antd's style elements. */
export function contentSecurityPolicy(nonce?: string, styles = ''): string {
  const inline = nonce === undefined ? '' : ` 'nonce-${nonce}'`;
  return [
    `default-src 'self'`,
    `script-src 'self'${inline}`,
    `style-src 'self'${inline}${styles}`,
    `img-src 'self' data:`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

/** Swagger UI writes style attributes; its scripts are files like ours, so only styles get more room, only there. */
const docsSecurityPolicy = contentSecurityPolicy(undefined, " 'unsafe-inline'");

/** Nothing here asks for a device or for a person's interests. */
const PERMISSIONS = 'browsing-topics=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()';

/** A year. Other hosts of the same domain are not ours to bind. */
const STRICT_TRANSPORT = 'max-age=31536000';

/** What helmet sets, for the answers that no hook sees. */
const helmetHeaders = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
};

function setOwn(request: FastifyRequest, reply: FastifyReply, policy: string): void {
  reply.header('content-security-policy', policy);
  reply.header('permissions-policy', PERMISSIONS);
  reply.header('cache-control', 'no-store');
  if (request.protocol === 'https') reply.header('strict-transport-security', STRICT_TRANSPORT);
}

/** The headers that keep a browser safe, on every answer; who may be kept by a cache says so later. */
export async function registerHeaders(server: FastifyInstance, docsPrefix: string): Promise<void> {
  await server.register(helmet, {
    contentSecurityPolicy: false,
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' },
  });
  server.addHook('onRequest', async (request, reply) => {
    const isDocs = request.url.startsWith(docsPrefix);
    setOwn(request, reply, isDocs ? docsSecurityPolicy : contentSecurityPolicy());
  });
}

/** The same for what Fastify refuses before any hook has run. */
export function setHeadersByHand(request: FastifyRequest, reply: FastifyReply): void {
  reply.headers(helmetHeaders);
  setOwn(request, reply, contentSecurityPolicy());
}
