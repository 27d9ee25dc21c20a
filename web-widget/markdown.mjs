// The line that /widget makes for Markdown, through renderers that others use; and through the rules by which GitHub and hosts like
// it clean what people write. WidgetTest holds the file to what a node makes.
import { readFileSync } from 'node:fs';
import MarkdownIt from 'markdown-it';
import { marked } from 'marked';
import rehypeParse from 'rehype-parse';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';

const line = readFileSync(new URL('../node/src/test/resources/widget/markdown.md', import.meta.url), 'utf8').trim();
const thing = 'https://blog.example/a_(b)*?q=1&copy=2&x=[<"é">]';

const renderers = {
  'markdown-it': (text) => new MarkdownIt().render(text),
  marked: (text) => marked.parse(text),
  remark: (text) => `${unified().use(remarkParse).use(remarkRehype).use(rehypeStringify).processSync(text)}`,
};

const cleaned = (html) =>
  `${unified().use(rehypeParse, { fragment: true }).use(rehypeSanitize, defaultSchema).use(rehypeStringify).processSync(html)}`;

/** The links and images of it, in order, as the reader's browser would have them. */
const shown = (html) => {
  const found = [];
  const walk = (node) => {
    if (node.tagName === 'a' || node.tagName === 'img') found.push(node);
    node.children?.forEach(walk);
  };
  walk(unified().use(rehypeParse, { fragment: true }).parse(html));
  return found;
};

const fault = (html) => {
  const [link, image, ...more] = shown(html);
  if (link?.children[0] !== image || image?.tagName !== 'img' || more.length) return `is ${html}`;
  const leads = new URL(link.properties.href);
  const shows = new URL(image.properties.src);
  if (leads.pathname !== '/flattr/from' || leads.searchParams.get('url') !== thing) return `links ${leads}`;
  if (leads.searchParams.get('creator') !== '@bob@node.example') return `names nobody in ${leads}`;
  if (shows.pathname !== '/widget/badge.svg' || shows.searchParams.get('url') !== thing) return `shows ${shows}`;
  return image.properties.alt === 'Flattr' ? '' : `says ${image.properties.alt}`;
};

/** What is wrong with what comes out, of the line alone and of one amid a text. */
export const faults = () =>
  Object.entries(renderers).flatMap(([name, render]) =>
    [line, `It is *hers*: ${line}, and *free*.`]
      .flatMap((text) => [render(text), cleaned(render(text))])
      .map(fault)
      .filter((wrong) => wrong)
      .map((wrong) => `Markdown by ${name} ${wrong}`),
  );
