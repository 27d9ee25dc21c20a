// Holds the package to what it promises: its size, its manifest, and what is packed.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { faults as faultsOfMarkdown } from './markdown.mjs';

const MOST = 4096;
const released = '../node/src/main/resources/widget/';
const read = (name) => readFileSync(new URL(name, import.meta.url));
const faults = [];
const script = read('flattr-button.js');
const { version, files } = JSON.parse(read('package.json'));

const size = gzipSync(script, { level: 9 }).length;
if (size > MOST) faults.push(`flattr-button.js has ${size} bytes gzipped; at most ${MOST}`);

const source = script.toString();
const element = JSON.parse(read('custom-elements.json')).modules[0].declarations[0];
const texts = [...source.matchAll(/^ {4}(\w+): '/gm)].map(([, name]) => (name === 'label' ? name : `text-${name}`));
const observed = /observedAttributes = \[(.*)\]/.exec(source)[1].match(/[\w-]+/g);
const told = {
  attributes: [...new Set([...observed, ...texts])],
  cssProperties: [...new Set(source.match(/--flattr-\w+/g))],
  events: [...new Set(source.match(/(?<=#tell\(')[\w-]+/g))],
  cssParts: [...new Set([...source.matchAll(/#part\('(\w+)'\)|'part', (.*)\)/g)].flatMap(([, one, more]) => one ?? more.match(/\w+(?=[\w ]*')/g)))],
};
const page = read('../docs/widget.md').toString();
for (const [kind, names] of Object.entries(told)) {
  const listed = element[kind].map(({ name }) => name);
  if (names.sort().join() !== listed.sort().join()) {
    faults.push(`custom-elements.json lists other ${kind}: ${listed} instead of ${names}`);
  }
  for (const name of names) {
    const told = kind === 'cssParts' ? `::part(${name})` : `\`${name}\``;
    if (!page.includes(told)) faults.push(`docs/widget.md leaves out ${told}`);
  }
}

if (!script.equals(read(`${released}${version}.js`))) {
  faults.push(`nodes serve another version ${version}; run ./release for a new one`);
}
for (const line of read(`${released}versions.txt`).toString().trim().split('\n')) {
  const [name, integrity] = line.split(' ');
  const hash = createHash('sha384').update(read(`${released}${name}.js`)).digest('base64');
  if (integrity !== `sha384-${hash}`) faults.push(`version ${name} is not what it was`);
}

const [packed] = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json'], { cwd: new URL('.', import.meta.url) }));
const names = packed.files.map(({ path }) => path).sort().join();
const wanted = [...files, 'LICENSE', 'README.md', 'package.json'].sort().join();
if (names !== wanted) faults.push(`npm packs ${names} instead of ${wanted}`);

faults.push(...faultsOfMarkdown());
faults.forEach((fault) => console.error(fault));
console.log(`flattr-button ${version}: ${size} bytes gzipped, sha384-${createHash('sha384').update(script).digest('base64')}`);
process.exitCode = faults.length ? 1 : 0;
