// `npm start`: builds what is not built or older than its sources, then runs the service. Plain JavaScript, because
// nothing has been compiled yet.
import { execSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

function newest(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((latest, entry) => Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs), 0);
}

const builtFiles = ['dist/server/main.js', 'dist/web/index.html'];
const builtAt = Math.min(...builtFiles.map((file) => (existsSync(file) ? statSync(file).mtimeMs : 0)));
if (builtAt < Math.max(newest('src'), statSync('package.json').mtimeMs)) {
  process.stdout.write('首次启动，正在构建 / building …\n');
  execSync('npm run --silent build', { stdio: 'inherit' });
}
await import('../dist/server/main.js');
