import { useTexts } from '../texts/language.tsx';
import { type Bin, percent, points } from './model-words.ts';
import { WideTable } from './wide-table.tsx';

interface Props {
  before: Bin[];
  after: Bin[];
}

const SIDE = 260;
const EDGE = 40;
const ticks = [0, 0.25, 0.5, 0.75, 1];
const across = (share: number) => EDGE + share * SIDE;
const down = (share: number) => EDGE / 2 + (1 - share) * SIDE;

/** 可靠性图: what was said against what came, before and after, with the same numbers as a table. */
export function Reliability({ before, after }: Props) {
  const words = useTexts().model.reliability;
  return (
    <figure aria-labelledby="reliability">
      <div>
        <h3 id="reliability">{words.title}</h3>
        <figcaption className="prose">{words.hint}</figcaption>
      </div>
      <div className="model-diagram">
        <Diagram before={before} after={after} />
        <Bins before={before} after={after} />
      </div>
    </figure>
  );
}

function Diagram({ before, after }: Props) {
  const words = useTexts().model.reliability;
  const middle = across(0.5);
  return (
    <svg viewBox={`0 0 ${SIDE + 2 * EDGE} ${SIDE + 2 * EDGE}`} role="img" aria-label={words.picture}>
      {ticks.map((tick) => (
        <g key={tick} className="model-grid">
          <path d={`M${across(tick)} ${down(0)}V${down(1)}M${across(0)} ${down(tick)}H${across(1)}`} />
          <text x={across(tick)} y={down(0) + 16} textAnchor="middle">
            {percent(tick, '')}
          </text>
          <text x={across(0) - 6} y={down(tick) + 4} textAnchor="end">
            {tick === 0 ? '' : percent(tick, '')}
          </text>
        </g>
      ))}
      <path className="model-ideal" d={`M${across(0)} ${down(0)}L${across(1)} ${down(1)}`} />
      <Line className="model-before" bins={before} />
      <Line className="model-after" bins={after} />
      <text x={across(0)} y={EDGE / 4}>
        {words.came}
      </text>
      <text x={middle} y={SIDE + 1.4 * EDGE} textAnchor="middle">
        {words.said}
      </text>
    </svg>
  );
}

function Line({ bins, className }: { bins: Bin[]; className: string }) {
  const found = points(bins);
  const path = found.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${across(x)} ${down(y)}`).join('');
  return (
    <g className={className}>
      <path d={path} />
      {found.map(({ x, y }) =>
        className === 'model-after' ? (
          <circle key={x} cx={across(x)} cy={down(y)} r="4" />
        ) : (
          <rect key={x} x={across(x) - 3.5} y={down(y) - 3.5} width="7" height="7" />
        ),
      )}
    </g>
  );
}

function Bins({ before, after }: Props) {
  const words = useTexts().model.reliability;
  const groups = [words.before, words.after];
  const cells = (bin: Bin | undefined) => [
    String(bin?.labels ?? 0),
    percent(bin?.said ?? null, '–'),
    percent(bin?.accepted ?? null, '–'),
  ];
  return (
    <WideTable labelledBy="reliability">
      <thead>
        <tr>
          <th scope="col" rowSpan={2}>
            {words.range}
          </th>
          {groups.map((when) => (
            <th key={when} scope="colgroup" colSpan={3} className="numeric">
              {when}
            </th>
          ))}
        </tr>
        <tr>
          {groups.map((when) =>
            [words.count, words.said, words.came].map((what) => (
              <th key={when + what} scope="col" className="numeric">
                {what}
              </th>
            )),
          )}
        </tr>
      </thead>
      <tbody>
        {after.map((bin, at) => (
          <tr key={bin.from}>
            <th scope="row" className="nowrap">
              {`${Math.round(bin.from * 100)}–${Math.round(bin.to * 100)}`}
            </th>
            {[...cells(before[at]), ...cells(bin)].map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns stay where they are
              <td key={column} className="numeric">
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}
