import { embedded } from './engines.ts';
import { describeCanaries } from './suite.ts';

describeCanaries(embedded);
