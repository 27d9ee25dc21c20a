package org.farthing.node.publication;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.farthing.node.account.Member;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.flattr.ThingAddresses;

/**
 * Things as a feed (RFC 4287): a creator's, or those that can be found on a node. Each entry has a
 * link {@code rel="payment"} to the thing's page, which readers and podcast players show as a
 * button; it never redirects.
 */
public final class AtomFeed {

  public static final int MOST_ENTRIES = 50;

  private static final String NAMESPACE = "http://www.w3.org/2005/Atom";
  private static final String XML = "http://www.w3.org/XML/1998/namespace";

  private final LocalIds ids;
  private final ThingAddresses addresses;
  private final XMLOutputFactory outputs = XMLOutputFactory.newFactory();

  public AtomFeed(LocalIds ids) {
    this.ids = ids;
    this.addresses = new ThingAddresses(ids.origin());
  }

  /**
   * The feed of a creator's things.
   *
   * @param things of the creator, the newest first
   */
  FeedFile of(Member creator, List<Publication> things) {
    String profile = ids.member(creator.name()).toString();
    return write(
        new Head(profile + "/things.atom", profile, creator.displayName(), creator.createdAt()),
        Optional.of(creator),
        things);
  }

  /**
   * The feed of things of several creators, each of whom stands with their own.
   *
   * @param title for people
   * @param query what was looked for, beginning with {@code ?}, or empty
   * @param things the newest first
   */
  public FeedFile of(String title, String query, List<Publication> things) {
    String origin = ids.origin().toString();
    return write(
        new Head(origin + "/things.atom" + query, origin + "/things" + query, title, Instant.EPOCH),
        Optional.empty(),
        things);
  }

  /**
   * @param since when it changed last, if it has no entries
   */
  private record Head(String self, String page, String title, Instant since) {}

  private FeedFile write(Head head, Optional<Member> author, List<Publication> things) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      XMLStreamWriter xml = outputs.createXMLStreamWriter(out, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      writeFeed(xml, head, author, things);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("Memory can always be written to.", e);
    }
    return new FeedFile(out.toByteArray());
  }

  private void writeFeed(
      XMLStreamWriter xml, Head head, Optional<Member> author, List<Publication> things)
      throws XMLStreamException {
    Instant updated =
        things.stream().map(Publication::changedAt).max(Instant::compareTo).orElse(head.since());
    xml.writeStartElement("feed");
    xml.writeDefaultNamespace(NAMESPACE);
    text(xml, "id", head.self());
    text(xml, "title", head.title());
    text(xml, "updated", updated.toString());
    link(xml, "self", "application/atom+xml", head.self());
    link(xml, "alternate", "text/html", head.page());
    if (author.isPresent()) {
      writeAuthor(xml, author.get());
    }
    for (Publication thing : things) {
      writeEntry(xml, thing, author.isEmpty());
    }
    xml.writeEndElement();
  }

  private void writeAuthor(XMLStreamWriter xml, Member author) throws XMLStreamException {
    xml.writeStartElement("author");
    text(xml, "name", author.displayName());
    text(xml, "uri", ids.member(author.name()).toString());
    xml.writeEndElement();
  }

  private void writeEntry(XMLStreamWriter xml, Publication thing, boolean authored)
      throws XMLStreamException {
    Content content = thing.content();
    String page = addresses.of(thing.id());
    xml.writeStartElement("entry");
    if (content.languageOrNull() != null) {
      xml.writeAttribute("xml", XML, "lang", content.languageOrNull());
    }
    text(xml, "id", page);
    text(xml, "title", content.title());
    text(xml, "published", thing.publishedAt().toString());
    text(xml, "updated", thing.changedAt().toString());
    if (authored) {
      writeAuthor(xml, thing.creator());
    }
    link(xml, "alternate", "text/html", thing.url());
    link(xml, "payment", "text/html", page);
    for (String tag : content.tags()) {
      xml.writeEmptyElement("category");
      xml.writeAttribute("term", tag);
    }
    if (content.summaryOrNull() != null) {
      text(xml, "summary", content.summaryOrNull());
    }
    Optional<String> text = Optional.ofNullable(content.textOrNull());
    if (text.isPresent()) {
      xml.writeStartElement("content");
      xml.writeAttribute("type", "html");
      xml.writeCharacters(clean(PlainText.toHtml(text.get())));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static void text(XMLStreamWriter xml, String name, String text)
      throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(clean(text));
    xml.writeEndElement();
  }

  private static void link(XMLStreamWriter xml, String rel, String type, String href)
      throws XMLStreamException {
    xml.writeEmptyElement("link");
    xml.writeAttribute("rel", rel);
    xml.writeAttribute("type", type);
    xml.writeAttribute("href", clean(href));
  }

  /** What XML cannot hold is shown as what cannot be shown. */
  private static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().map(each -> isXml(each) ? each : '\ufffd').forEach(clean::appendCodePoint);
    return clean.toString();
  }

  /** The production {@code Char} of XML 1.0. */
  private static boolean isXml(int codePoint) {
    return codePoint == '\t'
        || codePoint == '\n'
        || codePoint == '\r'
        || (codePoint >= 0x20 && codePoint <= 0xd7ff)
        || (codePoint >= 0xe000 && codePoint <= 0xfffd)
        || codePoint >= 0x10000;
  }
}
