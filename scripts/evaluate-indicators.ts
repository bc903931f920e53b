// `npm run --silent evaluate:indicators`: how well indicators are read and compared, measured on `data/indicators`.
// Prints one JSON object; ends with 1 when something is below its bar.
import { indicatorReport } from './indicator-report.ts';

const report = indicatorReport();
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
for (const failure of report.failures) process.stderr.write(`${failure}\n`);
process.exitCode = report.failures.length === 0 ? 0 : 1;
