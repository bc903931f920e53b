import { findServers } from './engines.ts';
import { describeCanaries } from './suite.ts';

for (const server of findServers()) describeCanaries(server);
