import { describe, expect, it } from 'vitest';
import { openDelivery } from '../../src/mail/choose.ts';
import { createDelivery } from '../../src/mail/delivery.ts';
import type { Mail, Mailer } from '../../src/mail/mailer.ts';
import { createSmtpMailer } from '../../src/mail/smtp.ts';
import { bodyOf, startFakeSmtp } from './fake-smtp.ts';
import { createKeptLog } from './test-log.ts';

const from = '揭榜 <jiebang@example.cn>';
const mail: Mail = {
  to: 'li@example.cn',
  subject: '重新设置您的密码',
  text: '您好：\n\nhttps://match.example.cn/reset#token=secret-token-of-forty-three-characters\n\n谢谢',
};

describe('a mail server', () => {
  it('gets the mail whole, in both scripts', async () => {
    const server = await startFakeSmtp();
    const mailer = createSmtpMailer({ url: server.url, from });
    await mailer.send(mail);
    mailer.close();
    expect(server.received).toHaveLength(1);
    const [taken] = server.received;
    expect([taken?.from, taken?.to]).toEqual(['jiebang@example.cn', ['li@example.cn']]);
    expect(bodyOf(taken!).trim()).toBe(mail.text);
    expect(taken?.data).toMatch(/^Subject: =\?UTF-8\?/m);
  });

  it('never gets a second reader or header out of an address or a subject', async () => {
    const server = await startFakeSmtp();
    const mailer = createSmtpMailer({ url: server.url, from });
    const tricky = ['li@example.cn, thief@example.cn', 'li@example.cn\r\nBcc: thief@example.cn'];
    for (const to of tricky) await mailer.send({ ...mail, to }).catch(() => undefined);
    await mailer.send({ ...mail, subject: 'x\r\nBcc: thief@example.cn' });
    mailer.close();
    for (const { to, data } of server.received) {
      expect(to).toHaveLength(1);
      expect(to).not.toContain('thief@example.cn');
      expect(data).not.toMatch(/^bcc:/im);
    }
  });

  it('that is not there is an error, not a wait without end', async () => {
    const mailer = createSmtpMailer({ url: 'smtp://127.0.0.1:1', from });
    await expect(mailer.send(mail)).rejects.toThrow();
    mailer.close();
  });
});

describe('delivery', () => {
  it('tries again when the server is busy', async () => {
    const server = await startFakeSmtp({ refusals: 2 });
    const { log, text } = createKeptLog();
    const mailer = createSmtpMailer({ url: server.url, from });
    const delivery = createDelivery({ mailer, log, pausesMs: [1, 1, 1] });
    delivery.send(mail);
    await delivery.settled();
    await delivery.close();
    expect(server.received).toHaveLength(1);
    expect(text()).toContain('a mail could not be sent yet');
  });

  it('gives up after its tries; the log has neither address nor content', async () => {
    let tries = 0;
    const broken: Mailer = {
      send: async ({ to, text }) => {
        tries += 1;
        throw Object.assign(new Error(`no way to ${to}: ${text}`), { code: 'ECONNECTION' });
      },
      close: () => undefined,
    };
    const { log, text } = createKeptLog();
    const delivery = createDelivery({ mailer: broken, log, pausesMs: [1, 1] });
    delivery.send(mail);
    await delivery.settled();
    expect(tries).toBe(3);
    expect(text()).toContain('given up');
    expect(text()).toContain('ECONNECTION');
    expect(text()).not.toMatch(/example\.cn|secret-token/);
  });

  it('does not keep the service from closing: a waiting mail has its last try at once', async () => {
    let tries = 0;
    const broken: Mailer = {
      send: async () => {
        tries += 1;
        throw new Error('busy');
      },
      close: () => undefined,
    };
    const delivery = createDelivery({ mailer: broken, log: createKeptLog().log, pausesMs: [60_000] });
    delivery.send(mail);
    await new Promise((resolve) => setTimeout(resolve, 10));
    await delivery.close();
    expect(tries).toBe(2);
  });

  it('holds two hundred mails at most for a server that is gone', async () => {
    let sent = 0;
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const slow: Mailer = {
      send: async () => {
        await gate;
        sent += 1;
      },
      close: () => undefined,
    };
    const { log, text } = createKeptLog();
    const delivery = createDelivery({ mailer: slow, log });
    for (let i = 0; i < 250; i += 1) delivery.send(mail);
    open();
    await delivery.settled();
    expect(sent).toBe(200);
    expect(text()).toContain('too many mails');
  });
});

describe('without a mail server', () => {
  async function written(isDemo: boolean) {
    const printed: string[] = [];
    const { log, text } = createKeptLog();
    const print = (line: string) => void printed.push(line);
    const delivery = openDelivery({ smtpUrl: undefined, from, log, isDemo: () => isDemo, print });
    delivery.send(mail);
    await delivery.settled();
    await delivery.close();
    return { printed: printed.join('\n'), logged: text() };
  }

  it('a demo prints its mails', async () => {
    const { printed, logged } = await written(true);
    for (const part of [mail.to, mail.subject, mail.text]) expect(printed).toContain(part);
    expect(logged).not.toMatch(/example\.cn|secret-token/);
  });

  it('production only tells that one was written', async () => {
    const { printed, logged } = await written(false);
    expect(printed).toBe('');
    expect(logged).toContain('SMTP_URL');
    expect(logged).not.toMatch(/example\.cn|secret-token/);
  });

  it('and with one, the mail goes there', async () => {
    const server = await startFakeSmtp();
    const { log } = createKeptLog();
    const delivery = openDelivery({
      smtpUrl: server.url,
      from,
      log,
      isDemo: () => true,
      print: () => undefined,
    });
    delivery.send(mail);
    await delivery.settled();
    await delivery.close();
    expect(server.received).toHaveLength(1);
  });
});
