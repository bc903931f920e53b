const browsers = ['Edg', 'Firefox', 'MicroMessenger', 'Chrome', 'Safari'] as const;
const names: Record<(typeof browsers)[number], string> = {
  Edg: 'Edge',
  Firefox: 'Firefox',
  MicroMessenger: '微信 WeChat',
  Chrome: 'Chrome',
  Safari: 'Safari',
};
const systems = ['Windows', 'Android', 'iPhone', 'iPad', 'Mac OS', 'Linux'];

/** Browser and system as people call them; null where the agent says neither. Pure. */
export function browserOf(agent: string): string | null {
  const browser = browsers.find((name) => agent.includes(name));
  const system = systems.find((name) => agent.includes(name));
  const found = [browser && names[browser], system].filter(Boolean);
  return found.length > 0 ? found.join(' · ') : null;
}
