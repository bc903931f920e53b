import closeWithGrace from 'close-with-grace';
import { createApp } from './app.ts';
import { readConfig } from './config.ts';
import { describeError } from './kernel/errors.ts';
import type { Welcome } from './transfer/mode.ts';

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function sayWelcome(welcome: Welcome, address: string): void {
  say(`揭榜挂帅数智对接 / Jiebang Match: ${address}`);
  if (welcome.mode === 'demo') {
    say('演示模式，示例数据 / demo mode with sample data:');
    for (const { name, password } of welcome.accounts) say(`  ${name}  ${password}`);
  } else if (welcome.setupToken !== null) {
    say(`首位管理员请打开一次性链接 / one-time link for the first administrator:`);
    say(`  ${address}/setup#token=${welcome.setupToken}`);
  }
}

try {
  const config = readConfig(process.env);
  const app = await createApp(config);
  const address = await app.server.listen({ host: config.HOST, port: config.PORT }).catch(async (error) => {
    await app.close();
    throw error;
  });
  app.start();
  sayWelcome(app.welcome, address);
  closeWithGrace({ delay: 10_000 }, async ({ err }) => {
    if (err) app.server.log.fatal({ err }, 'the process stumbled and is closing');
    await app.close();
  });
} catch (error) {
  process.stderr.write(`${describeError(error)}\n`);
  process.exit(1);
}
