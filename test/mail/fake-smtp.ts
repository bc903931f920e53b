import { createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

interface Received {
  from: string;
  to: string[];
  /** Header and body as they came over the wire. */
  data: string;
}

/** A mail server on loopback that takes every mail, or refuses the first `refusals` ones for now. */
export async function startFakeSmtp({ refusals = 0 } = {}) {
  const received: Received[] = [];
  let left = refusals;
  const server = createServer((socket) => serve(socket));

  function serve(socket: Socket): void {
    let mail: Received = { from: '', to: [], data: '' };
    let inData = false;
    let pending = '';
    const say = (line: string) => socket.write(`${line}\r\n`);
    const command = (line: string) => {
      if (inData) {
        if (line !== '.') {
          mail.data += `${line}\n`;
          return;
        }
        inData = false;
        received.push(mail);
        say('250 taken');
        return;
      }
      const [verb = ''] = line.toUpperCase().split(' ');
      if (verb === 'EHLO' || verb === 'HELO') say('250 fake');
      else if (verb === 'MAIL') {
        mail = { from: /<(.*?)>/.exec(line)?.[1] ?? '', to: [], data: '' };
        left -= 1;
        say(left >= 0 ? '451 come back later' : '250 ok');
      } else if (verb === 'RCPT') {
        mail.to.push(/<(.*?)>/.exec(line)?.[1] ?? '');
        say('250 ok');
      } else if (verb === 'DATA') {
        inData = true;
        say('354 go on');
      } else if (verb === 'QUIT') {
        say('221 bye');
        socket.end();
      } else say('250 ok');
    };
    say('220 fake');
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      pending += chunk.toString('utf8');
      const lines = pending.split('\r\n');
      pending = lines.pop() ?? '';
      for (const line of lines) command(line);
    });
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { received, url: `smtp://127.0.0.1:${port}` };
}

/** The text of a mail’s body, whichever way it was encoded for the wire. */
export function bodyOf({ data }: { data: string }): string {
  const [header = '', ...rest] = data.split('\n\n');
  const body = rest.join('\n\n');
  if (/content-transfer-encoding: base64/i.test(header)) return Buffer.from(body, 'base64').toString('utf8');
  if (!/content-transfer-encoding: quoted-printable/i.test(header)) return body;
  const bytes = body
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
