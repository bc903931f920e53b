import { lists, type Reader, standings, type World } from './world.ts';

/** An answer, by the channel through which it came. */
export interface Finding {
  channel: string;
  text: string;
}

interface Operation {
  parameters?: { name: string; in: string }[];
}

/** Every GET operation of the document, so that a new route is crawled from its first day. */
function readOperations(world: World): { path: string; query: string[] }[] {
  const { paths = {} } = world.app.server.swagger();
  return Object.entries(paths).flatMap(([path, operations]) => {
    const get = (operations as { get?: Operation } | undefined)?.get;
    if (get === undefined) return [];
    const query = (get.parameters ?? []).filter((parameter) => parameter.in === 'query');
    return [{ path: path.replace('/api/v1', ''), query: query.map(({ name }) => name) }];
  });
}

/** Questions that narrow, sort and page, for routes that take them. */
function questionsOf(query: string[], words: string[]): string[] {
  const has = (name: string) => query.includes(name);
  const questions = [''];
  if (has('mine')) questions.push('?mine=true');
  if (has('disclosure')) questions.push('?disclosure=targeted', '?disclosure=internal', '?disclosure=masked');
  if (has('state')) questions.push('?state=draft', '?state=withdrawn', '?state=published');
  if (has('list')) {
    questions.length = 0;
    for (const list of lists) {
      const sorts = ['relevance', 'published', 'deadline', 'amount'].map(
        (sort) => `?list=${list}&sort=${sort}`,
      );
      questions.push(...sorts, `?list=${list}&state=draft,withdrawn,published`);
      questions.push(...words.map((word) => `?list=${list}&q=${encodeURIComponent(word)}`));
    }
  } else if (has('q')) questions.push(...words.slice(0, 3).map((word) => `?q=${encodeURIComponent(word)}`));
  if (has('subject')) questions.push('?action=demands.', '?outcome=refused');
  return questions.map((question) =>
    has('limit') ? `${question}${question ? '&' : '?'}limit=100` : question,
  );
}

function fill(path: string, ids: string[]): string[] {
  if (!path.includes('{')) return [path];
  if (path.includes('/taxonomies/'))
    return [path.replace('{name}', 'chains'), path.replace('{name}', 'regions')];
  return ids.map((id) => path.replaceAll(/\{\w+\}/g, encodeURIComponent(id)));
}

/** Everything a reader gets from the GET routes asked, by every id there is and every question they take. */
export async function crawl(
  world: World,
  reader: Reader,
  words: string[],
  isAsked: (path: string) => boolean,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const ids = [...world.ids.values(), 'unknown'];
  for (const { path, query } of readOperations(world)) {
    if (!isAsked(path)) continue;
    for (const filled of fill(path, ids)) {
      for (const question of questionsOf(query, words)) {
        const answer = await world.ask(reader, 'GET', filled + question);
        if (answer.statusCode >= 500) throw new Error(`${filled}${question}: ${answer.body}`);
        // The question itself comes back in no answer, so a word found there was in an entry.
        findings.push({ channel: `GET ${path}`, text: `${answer.body}\n${JSON.stringify(answer.headers)}` });
      }
    }
  }
  if (isAsked('errors')) findings.push(...(await provoke(world, reader)));
  return findings;
}

/** Errors must not quote what is hidden: writes to everybody's entries that go wrong in every way. */
async function provoke(world: World, reader: Reader): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const list of lists) {
    for (const standing of standings) {
      const id = world.idOf(list, standing);
      const attempts = [
        await world.ask(reader, 'PATCH', `/${list}/${id}`, { title: '', version: 99 }),
        await world.ask(reader, 'PATCH', `/${list}/${id}`, { chain: 'unknown', version: 98 }),
        await world.ask(reader, 'POST', `/${list}/${id}/transitions`, { to: 'submitted', version: 99 }),
        await world.ask(reader, 'POST', `/${list}/${id}/transitions`, { to: 'nowhere' }),
        await world.ask(reader, 'POST', `/${list}/${id}/pledges`, { wording: 99 }),
      ];
      findings.push(...attempts.map(({ body }) => ({ channel: 'errors', text: body })));
    }
  }
  return findings;
}
