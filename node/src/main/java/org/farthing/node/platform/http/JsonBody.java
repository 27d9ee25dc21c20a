package org.farthing.node.platform.http;

import io.helidon.http.BadRequestException;
import io.helidon.webserver.http.ServerRequest;
import jakarta.json.JsonException;
import jakarta.json.bind.JsonbException;

/** A request's body as one of our own flat records. */
public final class JsonBody {
  private JsonBody() {}

  /**
   * Reads a body of JSON.
   *
   * @throws Problem 400 {@code malformed_json} when it is none, or its record refuses a value; 415
   *     when it does not say that it is JSON
   */
  public static <T> T read(ServerRequest request, Class<T> type) {
    boolean isJson =
        request
            .headers()
            .contentType()
            .map(each -> each.text().startsWith("application/json"))
            .orElse(false);
    if (!isJson) {
      throw new Problem(
          415, "unsupported_media_type", "This is not a form we read", "Send application/json.");
    }
    try {
      return request.content().as(type);
    } catch (JsonbException | JsonException | BadRequestException | IllegalArgumentException e) {
      throw new Problem(400, "malformed_json", "The body is not what is asked for", reason(e));
    }
  }

  /** A record's own refusal is for the client; a parser's inner words are not. */
  private static String reason(Throwable e) {
    for (Throwable each = e; each != null; each = each.getCause()) {
      if (each instanceof IllegalArgumentException && each.getMessage() != null) {
        return each.getMessage();
      }
    }
    return "The body is no JSON object of the fields that are asked for.";
  }
}
