package org.farthing.protocol.signature;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.greenbytes.http.sfv.BooleanItem;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.Item;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.Parameters;
import org.greenbytes.http.sfv.ParseException;
import org.greenbytes.http.sfv.Parser;
import org.greenbytes.http.sfv.StringItem;

/**
 * The text that RFC 9421 signs, section 2.5: a line for each component of a request, then the
 * parameters. Known are the derived components of requests, and fields, plain, with {@code bs} and
 * with {@code key}; {@code sf}, {@code tr} and {@code req} are not, and so refused.
 */
final class SignatureBase {
  private final HttpRequestHead head;

  private SignatureBase(HttpRequestHead head) {
    this.head = head;
  }

  /**
   * The text for the components and parameters of a {@code Signature-Input} member.
   *
   * @throws MalformedSignature when a component stands twice, is unknown, or the request lacks it
   */
  static String of(HttpRequestHead head, InnerList input) {
    SignatureBase base = new SignatureBase(head);
    StringBuilder text = new StringBuilder();
    Set<String> seen = new HashSet<>();
    for (Item<?> component : input.get()) {
      String identifier = component.serialize();
      if (!seen.add(identifier)) {
        throw new MalformedSignature("A component is signed twice: " + identifier);
      }
      text.append(identifier).append(": ").append(base.value(component)).append('\n');
    }
    return text.append("\"@signature-params\": ").append(input.serialize()).toString();
  }

  private String value(Item<?> component) {
    if (!(component instanceof StringItem name)) {
      throw new MalformedSignature("A component's name is no string");
    }
    String value =
        name.get().startsWith("@")
            ? derived(name.get(), name.getParams())
            : field(name.get(), name.getParams());
    if (!value.chars().allMatch(c -> (c >= ' ' && c < 0x7f) || c == '\t')) {
      throw new MalformedSignature("A component holds what is not ASCII: " + name.get());
    }
    return value;
  }

  private String derived(String name, Parameters parameters) {
    if (name.equals("@query-param")) {
      return queryParameter(parameters);
    }
    if (!parameters.isEmpty()) {
      throw new MalformedSignature("Unknown parameters of " + name);
    }
    return switch (name) {
      case "@method" -> head.method();
      case "@target-uri" -> head.scheme() + "://" + head.authority() + head.requestTarget();
      case "@authority" -> head.authority();
      case "@scheme" -> head.scheme();
      case "@request-target" -> head.requestTarget();
      case "@path" -> head.path();
      case "@query" -> "?" + head.query().orElse("");
      default -> throw new MalformedSignature("Unknown component " + name);
    };
  }

  /** Section 2.2.8: one parameter of a form-encoded query, which must stand there just once. */
  private String queryParameter(Parameters parameters) {
    if (parameters.size() != 1 || !(parameters.get("name") instanceof StringItem wanted)) {
      throw new MalformedSignature("@query-param needs a name and nothing else");
    }
    List<String> values =
        List.of(head.query().orElse("").split("&", -1)).stream()
            .map(pair -> pair.split("=", 2))
            .filter(pair -> reencoded(pair[0]).equals(wanted.get()))
            .map(pair -> pair.length == 1 ? "" : reencoded(pair[1]))
            .toList();
    if (values.size() != 1) {
      throw new MalformedSignature("The query has this parameter not just once");
    }
    return values.getFirst();
  }

  private static String reencoded(String encoded) {
    try {
      String plain = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
      return URLEncoder.encode(plain, StandardCharsets.UTF_8).replace("+", "%20");
    } catch (IllegalArgumentException e) {
      throw new MalformedSignature("The query is not form-encoded");
    }
  }

  private String field(String name, Parameters parameters) {
    List<String> values = head.headers().get(name);
    if (values == null || !name.equals(name.toLowerCase(Locale.ROOT))) {
      throw new MalformedSignature("The request has no such field: " + name);
    }
    if (parameters.isEmpty()) {
      return head.header(name).orElseThrow();
    }
    if (parameters.size() == 1
        && parameters.get("bs") instanceof BooleanItem wrapped
        && wrapped.get()) {
      return values.stream().map(SignatureBase::byteSequence).collect(Collectors.joining(", "));
    }
    if (parameters.size() == 1 && parameters.get("key") instanceof StringItem key) {
      return member(head.header(name).orElseThrow(), key.get());
    }
    throw new MalformedSignature("Unknown parameters of " + name);
  }

  private static String byteSequence(String value) {
    byte[] bytes = value.strip().getBytes(StandardCharsets.UTF_8);
    return ":" + Base64.getEncoder().encodeToString(bytes) + ":";
  }

  private static String member(String dictionary, String key) {
    try {
      Map<String, ListElement<?>> members = Parser.parseDictionary(dictionary).get();
      if (members.containsKey(key)) {
        return members.get(key).serialize();
      }
    } catch (ParseException e) {
      throw new MalformedSignature("The field is no dictionary");
    }
    throw new MalformedSignature("The dictionary has no such member");
  }
}
