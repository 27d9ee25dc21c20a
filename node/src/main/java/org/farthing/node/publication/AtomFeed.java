package org.farthing.node.publication;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.farthing.node.account.Member;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.flattr.ThingAddresses;
import org.farthing.protocol.Sha256;

/**
 * A creator's things as a feed (RFC 4287). Each entry has a link {@code rel="payment"} to the
 * thing's page, which readers and podcast players show as a button; it never redirects.
 */
final class AtomFeed {

  static final String TYPE = "application/atom+xml; charset=utf-8";
  static final int MOST_ENTRIES = 50;

  private static final String NAMESPACE = "http://www.w3.org/2005/Atom";
  private static final String XML = "http://www.w3.org/XML/1998/namespace";
  private static final int ETAG_BYTES = 12;

  private final LocalIds ids;
  private final ThingAddresses addresses;
  private final XMLOutputFactory outputs = XMLOutputFactory.newFactory();

  AtomFeed(LocalIds ids) {
    this.ids = ids;
    this.addresses = new ThingAddresses(ids.origin());
  }

  /**
   * @param etag changes with the feed
   */
  record Written(String xml, String etag) {}

  /**
   * The feed of these things.
   *
   * @param things of the creator, the newest first
   */
  Written of(Member creator, List<Publication> things) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      XMLStreamWriter xml = outputs.createXMLStreamWriter(out, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      writeFeed(xml, creator, things);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("Memory can always be written to.", e);
    }
    byte[] bytes = out.toByteArray();
    return new Written(new String(bytes, StandardCharsets.UTF_8), etag(bytes));
  }

  private void writeFeed(XMLStreamWriter xml, Member creator, List<Publication> things)
      throws XMLStreamException {
    String profile = ids.member(creator.name()).toString();
    String self = profile + "/things.atom";
    Instant updated =
        things.stream()
            .map(Publication::changedAt)
            .max(Instant::compareTo)
            .orElse(creator.createdAt());
    xml.writeStartElement("feed");
    xml.writeDefaultNamespace(NAMESPACE);
    text(xml, "id", self);
    text(xml, "title", creator.displayName());
    text(xml, "updated", updated.toString());
    link(xml, "self", "application/atom+xml", self);
    link(xml, "alternate", "text/html", profile);
    xml.writeStartElement("author");
    text(xml, "name", creator.displayName());
    text(xml, "uri", profile);
    xml.writeEndElement();
    for (Publication thing : things) {
      writeEntry(xml, thing);
    }
    xml.writeEndElement();
  }

  private void writeEntry(XMLStreamWriter xml, Publication thing) throws XMLStreamException {
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

  private static String etag(byte[] bytes) {
    return '"' + HexFormat.of().formatHex(Sha256.of(bytes), 0, ETAG_BYTES) + '"';
  }
}
