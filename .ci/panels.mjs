// Asks a Prometheus every query of the dashboard and every rule's; prints what each panel would show. Exit code 1 when a query fails, or a
// panel shows nothing that is not named as allowed to. Usage: panels.mjs PROMETHEUS DASHBOARD [PANEL THAT MAY BE EMPTY ...]
import { readFileSync } from 'node:fs';

const [prometheus, dashboard, ...mayBeEmpty] = process.argv.slice(2);
const ask = async (path) => {
  const answer = await (await fetch(`${prometheus}${path}`)).json();
  if (answer.status !== 'success') throw new Error(`${path}: ${answer.error}`);
  return answer.data;
};
let bad = 0;
for (const panel of JSON.parse(readFileSync(dashboard, 'utf8')).panels.filter((each) => each.targets)) {
  for (const { expr } of panel.targets) {
    const query = expr.replaceAll('$__rate_interval', '1m').replaceAll('$organisation', '.*');
    try {
      const { result } = await ask(`/api/v1/query?query=${encodeURIComponent(query)}`);
      const numbers = result.map((each) => Number(each.value[1])).filter((each) => !Number.isNaN(each));
      const shown = numbers.length === 0 ? 'nothing' : numbers.length === 1 ? String(numbers[0])
        : `${numbers.length} series, ${Math.min(...numbers)} to ${Math.max(...numbers)}`;
      const excused = numbers.length > 0 || mayBeEmpty.includes(panel.title);
      if (!excused) bad++;
      console.log(`${excused ? '  ' : '! '}${panel.title.padEnd(36)} ${shown}`);
    } catch (e) {
      bad++;
      console.log(`! ${panel.title.padEnd(36)} ${e.message}`);
    }
  }
}
const { groups } = await ask('/api/v1/rules');
for (const rule of groups.flatMap((group) => group.rules)) {
  if (rule.health !== 'ok') {
    bad++;
    console.log(`! rule ${rule.name}: ${rule.health} ${rule.lastError ?? ''}`);
  }
}
console.log(`${groups.flatMap((group) => group.rules).length} rules evaluated`);
process.exit(bad === 0 ? 0 : 1);
