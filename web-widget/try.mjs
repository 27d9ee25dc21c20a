// Puts the lines that a node's /widget makes into sites of Hugo, Jekyll, 11ty and React, and prints what comes out.
// Needs hugo, jekyll and npm; takes minutes, and so is no part of ./check: node try.mjs http://localhost:8080
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const node = process.argv[2];
const choice = new URLSearchParams({
  url: 'https://blog.example/post?a=1&b=2',
  creator: '@bob@node.example',
  label: '"{{ 1 | bad }}" & `go` ${x} {% x %} \\',
  counter: 'yes',
  variant: 'compact',
});
const page = await (await fetch(`${node}/widget?${choice}`, { headers: { 'Accept-Language': 'en' } })).text();
const decoded = { lt: '<', gt: '>', quot: '"', '#34': '"', '#39': "'", amp: '&' };
const lines = Object.fromEntries(
  [...page.matchAll(/<h3>(.*?)<\/h3>[^]*?<code>([^]*?)<\/code>/g)].map(([, name, code]) => [
    name,
    code.replace(/&(lt|gt|quot|#34|#39|amp);/g, (_, entity) => decoded[entity]),
  ]),
);

const folder = mkdtempSync(join(tmpdir(), 'flattr-try-'));
const write = (name, text) => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
};
const run = (cwd, command, ...args) => execFileSync(command, args, { cwd: join(folder, cwd), stdio: ['ignore', 'ignore', 'inherit'] });
const show = (system, html) => console.log(`${system}\n${html.trim()}\n`);
const post = (front) => `---\n${front}title: A post\n---\nText\n`;

write('hugo/config.toml', 'baseURL = "https://blog.example/ü b/"\ndisableKinds = ["taxonomy", "term", "home"]\n');
write('hugo/layouts/_default/single.html', lines.Hugo);
write('hugo/content/a post.md', post(''));
run('hugo', 'hugo', '--quiet');
show('Hugo', readFileSync(join(folder, 'hugo/public/a-post/index.html'), 'utf8'));

write('jekyll/_config.yml', 'url: https://blog.example\nbaseurl: /sub\npermalink: /:title\n');
write('jekyll/_layouts/post.html', lines.Jekyll);
write('jekyll/_posts/2026-11-01-post.md', post('layout: post\n'));
run('jekyll', 'jekyll', 'build', '-q');
show('Jekyll', readFileSync(join(folder, 'jekyll/_site/post.html'), 'utf8'));

write('js/package.json', '{ "private": true, "type": "module" }');
run('js', 'npm', 'install', '--silent', '@11ty/eleventy@3', 'react@19', 'react-dom@19', 'esbuild');
write('js/eleventy.config.js', `import { EleventyHtmlBasePlugin } from '@11ty/eleventy';
export default (config) => {
  config.addPlugin(EleventyHtmlBasePlugin);
  config.addGlobalData('site', { url: 'https://blog.example/' });
  return { dir: { input: 'site', output: 'dist' }, pathPrefix: '/sub/' };
};`);
write('js/site/_includes/post.njk', lines['11ty']);
write('js/site/töst post.md', post('layout: post.njk\n'));
run('js', 'npx', 'eleventy', '--quiet');
show('11ty', readFileSync(join(folder, 'js/dist/töst post/index.html'), 'utf8'));

write('js/flattr.jsx', lines.React.replace("import 'flattr-button';", ''));
write('js/app.jsx', `import { renderToString } from 'react-dom/server';
import { Flattr } from './flattr.jsx';
console.log(renderToString(<Flattr url="https://blog.example/a?b=c&d" />));`);
run('js', 'npx', 'esbuild', 'app.jsx', '--bundle', '--jsx=automatic', '--platform=node', '--outfile=app.cjs', '--log-level=warning');
show('React', execFileSync('node', ['app.cjs'], { cwd: join(folder, 'js'), encoding: 'utf8' }));
