package org.farthing.node.api;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;
import org.farthing.node.account.ApiTokens;
import org.farthing.node.account.MemberId;
import org.farthing.node.account.TokenHolder;
import org.farthing.node.platform.http.Problem;

/** Who asks, by the token they bear (RFC 6750). */
final class Bearers {

  private static final String SCHEME = "Bearer ";
  private static final String CHALLENGE = "Bearer realm=\"farthing\"";

  private final ApiTokens tokens;

  Bearers(ApiTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * @throws Problem 401 {@code no_token} or {@code invalid_token}
   */
  TokenHolder holder(ServerRequest request) {
    String token =
        token(request)
            .orElseThrow(
                () ->
                    new Problem(
                            401,
                            "no_token",
                            "No token",
                            "Send your token in the header Authorization: Bearer.")
                        .with("WWW-Authenticate", CHALLENGE));
    return tokens
        .authenticate(token)
        .orElseThrow(
            () ->
                new Problem(
                        401,
                        "invalid_token",
                        "This token does not hold",
                        "It is unknown here, or revoked.")
                    .with("WWW-Authenticate", CHALLENGE + ", error=\"invalid_token\""));
  }

  /**
   * The member who asks.
   *
   * @throws Problem as {@link #holder}, or 403 {@code not_a_member} for the admin's token
   */
  MemberId member(ServerRequest request) {
    return switch (holder(request)) {
      case TokenHolder.OfMember it -> it.member();
      case TokenHolder.Admin _ ->
          throw new Problem(
              403,
              "not_a_member",
              "Only for members",
              "The admin’s token gives and receives nothing; use a member’s.");
    };
  }

  /**
   * @throws Problem as {@link #holder}, or 403 {@code admin_only} for a member's token
   */
  void requireAdmin(ServerRequest request) {
    switch (holder(request)) {
      case TokenHolder.Admin _ -> {}
      case TokenHolder.OfMember _ ->
          throw new Problem(403, "admin_only", "Only for the admin", "Use the admin’s token.");
    }
  }

  boolean isAdmin(ServerRequest request) {
    return token(request)
        .flatMap(tokens::authenticate)
        .filter(TokenHolder.Admin.class::isInstance)
        .isPresent();
  }

  private static Optional<String> token(ServerRequest request) {
    return request
        .headers()
        .first(HeaderNames.AUTHORIZATION)
        .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .map(value -> value.substring(SCHEME.length()).strip());
  }
}
