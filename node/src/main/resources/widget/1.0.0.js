// @ts-check
/* <flattr-button>, of Farthing (Apache-2.0). With no good address of a thing and a node it leaves the link inside it as it was. */

/** An attribute replaces a text: `text-done`, `label`. */
const TEXTS = {
  en: {
    label: 'Flattr',
    done: 'Flattred',
    count: '{n} flattrs this month',
    waiting: 'Go on in the new window.',
    closed: 'No answer yet. Is the window closed? Click again.',
    cancelled: 'Not flattred.',
    blocked: 'No window was opened. Click again.',
  },
  de: {
    label: 'Flattr',
    done: 'Geflattrt',
    count: '{n} Flattrs in diesem Monat',
    waiting: 'Weiter im neuen Fenster.',
    closed: 'Noch keine Antwort. Fenster zu? Klick noch einmal.',
    cancelled: 'Nicht geflattrt.',
    blocked: 'Kein Fenster ging auf. Klick noch einmal.',
  },
};

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
:host { display: inline-block; position: relative; vertical-align: middle;
  font: 600 1rem/1.2 var(--flattr-font, system-ui, sans-serif); --size: 44px; --room: 7.5rem }
:host([hidden]) { display: none }
:host([variant=compact]) { --size: 28px; --room: 5.5rem; font-size: .875rem }
:host([variant=icon]) { --room: 2.75rem }
:host, a { min-block-size: var(--size); min-inline-size: var(--room) }
:host([counter]) { min-inline-size: calc(var(--room) + 3rem) }
a { box-sizing: border-box; display: inline-flex; position: relative; align-items: center;
  justify-content: center; gap: .5em; padding: 0 .6em; vertical-align: middle;
  border: 2px solid var(--flattr-border, transparent); border-radius: var(--flattr-radius, 4px);
  background: var(--flattr-background, light-dark(#96481a, #eda066));
  color: var(--flattr-color, light-dark(#fffaf3, #24150a)); text-decoration: none }
a:hover { text-decoration: underline }
a:focus-visible { outline: 3px solid var(--flattr-focus, CanvasText); outline-offset: 2px }
a::after { content: ""; position: absolute; inset: calc((var(--size) - 48px) / 2) 0 }
svg { inline-size: 1.25em; fill: currentcolor; flex: none }
:host([variant=icon]) [part=label] { display: none }
[part=counter] { padding-inline-start: .5em; font-variant-numeric: tabular-nums }
[part=status] { position: absolute; inset: 100% auto auto 0; z-index: 1; inline-size: max-content;
  margin-block-start: 4px; padding: 6px 10px; border: 1px solid; font-size: .875rem;
  background: Canvas; color: CanvasText }
[part=status]:empty { padding: 0; border: 0 }
`);

const MARK =
  'M14 18H3a11 11 0 0 0 11 11zM16 18v11a11 11 0 0 0 11-11zM14 16V5A11 11 0 0 0 3 16zM19 13V2a11 11 0 0 1 11 11z';

/** By it a page knows the results of its own clicks again. */
const KEY = crypto.getRandomValues(new Uint32Array(4)).join('-');

/** Who wants a count, by their node. @type {Map<string, [string, (count: unknown) => void][]>} */
const uncounted = new Map();

/** Nothing but a web address is ever linked. @param {string | null | undefined} text */
const webAddress = (text) => {
  try {
    const url = new URL(text || 'x:', document.baseURI);
    return /^https?:$/.test(url.protocol) ? url : null;
  } catch {
    return null;
  }
};

/** Pages of this origin alone hear each other.
 * @param {(data: any) => void} hear */
const listen = (hear) => {
  const channel = new BroadcastChannel('flattr-button');
  channel.onmessage = ({ data, origin }) => origin === location.origin && data && hear(data);
  return channel;
};

const count = () => {
  uncounted.forEach(async (wanted, node) => {
    const query = new URLSearchParams();
    for (const url of new Set(wanted.map(([href]) => href).sort())) {
      if ((query + url).length < 6000) query.append('url', url);
    }
    try {
      const answer = await fetch(node + '/widget/count?' + query, {
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        signal: AbortSignal.timeout(5000),
      });
      const { counts } = await answer.json();
      wanted.forEach(([href, show]) => show(counts[href]));
    } catch {
      // The button is whole without: its node is away, or this site forbids to ask.
    }
  });
  uncounted.clear();
};

export class FlattrButton extends HTMLElement {
  static observedAttributes = ['href', 'node', 'creator', 'thing-title', 'variant', 'counter', 'label', 'lang'];

  #root = this.attachShadow({ mode: 'open' });
  #link = document.createElement('a');
  #label = this.#part('label');
  #counter = this.#part('counter');
  #status = this.#part('status');
  #done = false;
  #asked = false;

  // The way back: the node leads to this page again.
  static {
    const [, result, key, of] = /^#flattr=(done|no)\.([\d-]+)\.(.+)/.exec(location.hash) ?? [];
    if (key) {
      const done = result === 'done';
      history.replaceState(history.state, '', location.pathname + location.search);
      // The tab of the click takes over; was it this one, it is only shown.
      listen(({ taken }) => taken === key && close()).postMessage({ key, of, done });
      setTimeout(() => {
        for (const button of document.querySelectorAll('flattr-button')) {
          if (button instanceof FlattrButton && encodeURIComponent(button.#thing.href) === of) button.#finish(done);
        }
      }, 500);
    }
  }

  constructor() {
    super();
    const [svg, path] = ['svg', 'path'].map((name) => document.createElementNS('http://www.w3.org/2000/svg', name));
    path.setAttribute('d', MARK);
    svg.setAttribute('viewBox', '0 0 32 32');
    svg.setAttribute('part', 'mark');
    svg.ariaHidden = 'true';
    svg.append(path);
    this.#status.role = 'status';
    this.#status.ariaLive = 'polite';
    this.#link.append(svg, this.#label);
    this.#link.onclick = (event) => this.#click(event);
  }

  connectedCallback() {
    this.#show();
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#show();
  }

  /** @param {string} name */
  #part(name) {
    const part = document.createElement('span');
    part.part.add(name);
    return part;
  }

  /** @param {keyof typeof TEXTS.en} name */
  #text(name) {
    const lang = this.closest('[lang]')?.getAttribute('lang') || navigator.language;
    const own = this.getAttribute(name === 'label' ? name : 'text-' + name);
    return own ?? TEXTS[lang.startsWith('de') ? 'de' : 'en'][name];
  }

  /** What is flattred and where; the plain link inside says what attributes do not. */
  get #thing() {
    const plain = webAddress(this.querySelector('a')?.getAttribute('href'));
    const said = (/** @type {string} */ name, as = name) =>
      this.getAttribute(name) ?? plain?.searchParams.get(as) ?? '';
    return {
      href: webAddress(said('href', 'url'))?.href ?? '',
      node: (webAddress(this.getAttribute('node')) ?? plain)?.origin ?? '',
      creator: said('creator'),
      title: said('thing-title', 'title'),
    };
  }

  /** Where a click leads, and where that leads back to. */
  get #address() {
    const { href, node, creator, title } = this.#thing;
    const back = (/** @type {string} */ result) =>
      `${location.href.split('#')[0]}#flattr=${result}.${KEY}.${encodeURIComponent(href)}`;
    const query = { url: href, title, creator, 'on-success': back('done'), 'on-cancel': back('no'), go: '' };
    return `${node}/flattr/from?${new URLSearchParams(query)}`;
  }

  #show() {
    const { href, node, title } = this.#thing;
    if (!href || !node) {
      this.#root.replaceChildren(document.createElement('slot'));
      return;
    }
    const label = this.#text(this.#done ? 'done' : 'label');
    this.#label.textContent = label;
    this.#link.href = this.#address;
    this.#link.setAttribute('part', this.#done ? 'button done' : 'button');
    this.#link.ariaLabel = title ? `${label}: ${title}` : label;
    if (!this.#link.isConnected) {
      this.#root.adoptedStyleSheets = [sheet];
      this.#root.replaceChildren(this.#link, this.#counter, this.#status);
    }
    if (this.hasAttribute('counter') && !this.#asked) {
      this.#asked = true;
      if (!uncounted.size) setTimeout(count);
      const wanted = uncounted.get(node) ?? [];
      uncounted.set(node, [...wanted, [href, (number) => this.#count(number)]]);
    }
  }

  /** Nothing is shown of what is not told. @param {unknown} number */
  #count(number) {
    if (typeof number !== 'number') return;
    this.#counter.textContent = number.toLocaleString(undefined, { notation: 'compact' });
    this.#counter.role = 'img';
    this.#counter.ariaLabel = this.#text('count').replace('{n}', `${number}`);
  }

  /** @param {MouseEvent} event */
  #click(event) {
    if (!this.#tell('flattr-click')) return event.preventDefault();
    const { href } = this.#thing;
    const address = (this.#link.href = this.#address);
    const channel = listen(({ key, of, done }) => {
      if (key !== KEY || of !== encodeURIComponent(href)) return;
      channel.postMessage({ taken: KEY });
      channel.close();
      clearInterval(watch);
      this.#finish(done);
      if (done) this.#tell('flattr-counted');
    });
    /** @type {Window | null} */
    let opened = null;
    const watch = setInterval(() => {
      if (!opened?.closed) return;
      clearInterval(watch);
      this.#say('closed');
    }, 1000);
    this.#say('waiting');
    // The browser follows the link.
    if (event.ctrlKey || event.metaKey || event.shiftKey || this.#link.target) return;
    event.preventDefault();
    opened = open('', '_blank', 'popup,width=520,height=760');
    if (opened) {
      // A node that we know nothing of must not be able to lead this page elsewhere.
      opened.opener = null;
      opened.location.replace(address);
    } else {
      this.#link.target = '_blank';
      this.#link.rel = 'noopener';
      this.#say('blocked');
    }
  }

  /** @param {boolean} done */
  #finish(done) {
    this.#done ||= done;
    this.#show();
    this.#say(done ? 'done' : 'cancelled');
  }

  /** @param {keyof typeof TEXTS.en} name */
  #say(name) {
    this.#status.textContent = this.#text(name);
  }

  /** @param {string} type */
  #tell(type) {
    const { href, creator } = this.#thing;
    const options = { bubbles: true, composed: true, cancelable: true, detail: { href, creator } };
    return this.dispatchEvent(new CustomEvent(type, options));
  }
}

customElements.get('flattr-button') ?? customElements.define('flattr-button', FlattrButton);
