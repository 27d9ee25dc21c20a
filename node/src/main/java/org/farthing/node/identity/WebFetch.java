package org.farthing.node.identity;

import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.farthing.node.federation.actor.ActivityMedia;
import org.farthing.node.federation.actor.RequestSigner;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.node.platform.http.OutboundResult.Answer;
import org.farthing.node.platform.http.OutboundResult.Failure;
import org.farthing.protocol.activity.ActivityDocument;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.json.JsonRefused;
import org.jspecify.annotations.Nullable;

/** Fetches pages and documents of others, signed by the node. Thread-safe. */
final class WebFetch {

  private static final String PAGE = "text/html, application/xhtml+xml;q=0.9";
  private static final String DOCUMENT_OR_PAGE =
      ActivityMedia.ACCEPT + ", text/html;q=0.8, application/xhtml+xml;q=0.7";
  private static final Pattern CHARSET = Pattern.compile("charset=\"?([A-Za-z0-9._:-]{1,40})");

  private final GuardedHttpClient client;
  private final RequestSigner signer;

  WebFetch(GuardedHttpClient client, RequestSigner signer) {
    this.client = client;
    this.signer = signer;
  }

  /** What stands there for people. */
  Fetched page(URI address, Errand errand) {
    return get(address, PAGE, errand);
  }

  /**
   * What stands there, best as ActivityStreams. A document whose id is another address is fetched
   * again there, since it speaks for its own id alone (FEP-fe34).
   */
  Fetched document(URI address, Errand errand) {
    Fetched first = get(address, DOCUMENT_OR_PAGE, errand);
    if (!(first instanceof Fetched.Document document)) {
      return first;
    }
    try {
      URI id = new ActivityDocument(document.json()).id().uri();
      return id.toString().equals(document.at().toString()) ? first : again(id, errand);
    } catch (ProtocolException e) {
      return malformed(address, e);
    }
  }

  private Fetched again(URI id, Errand errand) {
    return switch (get(id, ActivityMedia.ACCEPT, errand)) {
      case Fetched.Document it
          when new ActivityDocument(it.json()).id().toString().equals(it.at().toString()) ->
          it;
      case Fetched.Document _ ->
          new Fetched.Refused("malformed_document", id + " goes by another id.");
      case Fetched.Html _, Fetched.Mute _ ->
          new Fetched.Refused("malformed_document", id + " is no document of ActivityStreams.");
      case Fetched.Refused it -> it;
      case Fetched.Unreachable it -> it;
    };
  }

  private Fetched get(URI address, String accept, Errand errand) {
    if (!errand.mayAsk()) {
      return new Fetched.Unreachable("It takes too long to find out.");
    }
    try {
      URI bare = withoutFragment(address);
      return switch (client.send(signer.get(bare, Map.of("Accept", accept)))) {
        case Answer answer when answer.status() == 200 -> read(answer);
        case Answer answer -> refusal(bare, answer.status());
        case Failure failure -> failure(bare, failure);
      };
    } catch (URISyntaxException e) {
      return new Fetched.Refused("malformed_url", address + " is no address.");
    }
  }

  private static Fetched read(Answer answer) {
    String type = answer.header("content-type").orElse("");
    if (ActivityMedia.isTypeOf(type)) {
      try {
        JsonObject json = Json.parseObject(answer.body());
        return new Fetched.Document(answer.uri(), json);
      } catch (JsonRefused e) {
        return malformed(answer.uri(), e);
      }
    }
    String bare = type.strip().toLowerCase(Locale.ROOT);
    boolean html = bare.startsWith("text/html") || bare.startsWith("application/xhtml+xml");
    return html
        ? new Fetched.Html(PageReader.read(answer.uri(), answer.body(), charset(type)))
        : new Fetched.Mute();
  }

  private static @Nullable String charset(String type) {
    Matcher named = CHARSET.matcher(type);
    try {
      return named.find() && Charset.isSupported(named.group(1)) ? named.group(1) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static Fetched malformed(URI address, Exception fault) {
    return new Fetched.Refused(
        "malformed_document", address + " cannot be read: " + fault.getMessage());
  }

  private static Fetched refusal(URI address, int status) {
    String detail = address + " answers " + status + ".";
    if (status == 408 || status == 429 || status >= 500) {
      return new Fetched.Unreachable(detail);
    }
    boolean gone = status == 404 || status == 410;
    return new Fetched.Refused(gone ? "not_found" : "not_shown", detail);
  }

  private static Fetched failure(URI address, Failure failure) {
    String detail = address + ": " + failure.reason().code() + ".";
    return switch (failure.reason()) {
      case TOO_LARGE -> new Fetched.Mute();
      case TIMEOUT -> new Fetched.Unreachable(detail);
      case REFUSED_ADDRESS -> new Fetched.Refused("refused_address", detail);
      case BLOCKED -> new Fetched.Refused("blocked", detail);
      case TOO_MANY_REDIRECTS -> new Fetched.Refused("too_many_redirects", detail);
      case CONNECT_FAILED -> new Fetched.Refused("no_answer", detail);
    };
  }

  private static URI withoutFragment(URI address) throws URISyntaxException {
    String text = address.toString();
    int fragment = text.indexOf('#');
    return fragment < 0 ? address : new URI(text.substring(0, fragment));
  }
}
