/** What `flattr-click` and `flattr-counted` tell. */
export interface FlattrDetail {
  /** The address of what is flattred. */
  href: string;
  /** The creator's handle, as the page says it. */
  creator: string;
}

/** A link to flattr something, made a button. Its attributes are its interface. */
export class FlattrButton extends HTMLElement {}

declare global {
  interface HTMLElementTagNameMap {
    'flattr-button': FlattrButton;
  }

  interface HTMLElementEventMap {
    /** Before a click does anything; prevented, it does nothing. */
    'flattr-click': CustomEvent<FlattrDetail>;
    /** The visitor's node has said that it has the flattr, to the tab with the click. */
    'flattr-counted': CustomEvent<FlattrDetail>;
  }
}
