// `npm run dev`: the service on port 3000, restarted when its sources change, and the browser client with hot reload
// on port 5173, which passes API requests on to it.
import { spawn } from 'node:child_process';

const commands = [
  ['npx', 'tsx', 'watch', '--exclude', 'src/web/**', 'src/main.ts'],
  ['npx', 'vite', '--host', '127.0.0.1'],
];
const children = commands.map(([command = '', ...rest]) => spawn(command, rest, { stdio: 'inherit' }));
const stopAll = () => {
  for (const child of children) child.kill('SIGTERM');
};
process.on('SIGINT', stopAll);
process.on('SIGTERM', stopAll);
for (const child of children) child.on('exit', stopAll);
