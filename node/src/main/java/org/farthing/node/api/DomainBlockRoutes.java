package org.farthing.node.api;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Set;
import org.farthing.node.account.ApiTokens;
import org.farthing.node.account.TokenHolder;
import org.farthing.node.audit.Mandate;
import org.farthing.node.guard.Domain;
import org.farthing.node.guard.DomainBlocks;
import org.farthing.node.guard.DomainRule;
import org.farthing.node.guard.Severity;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.jspecify.annotations.Nullable;

/** The rules for domains, for the admin. */
public final class DomainBlockRoutes implements HttpService {

  private static final String PATH = "/api/v1/admin/domain-blocks";

  private final Bearers bearers;
  private final DomainBlocks blocks;

  public DomainBlockRoutes(ApiTokens tokens, DomainBlocks blocks) {
    this.bearers = new Bearers(tokens);
    this.blocks = blocks;
  }

  /**
   * A rule with its last change.
   *
   * @param severity {@code suspend}, {@code silence} or {@code allow}
   */
  public record Block(
      String domain,
      String severity,
      @Nullable String publicComment,
      @Nullable String privateComment,
      String changedAt,
      String changedBy) {

    static Block of(DomainRule.Kept kept) {
      DomainRule rule = kept.rule();
      return new Block(
          rule.domain().name(),
          rule.severity().code(),
          rule.publicComment(),
          rule.privateComment(),
          kept.at().toString(),
          kept.by());
    }
  }

  /** All rules, by domain. */
  public record Blocks(List<Block> domainBlocks) {}

  /**
   * @param outcome {@code set}, {@code as_before} or {@code removed}
   */
  public record Changed(String domain, String outcome) {}

  @Override
  public void routing(HttpRules rules) {
    rules
        .get(PATH, this::list)
        .post(PATH, this::put)
        .any(PATH, HttpServer.only("GET", "POST"))
        .delete(PATH + "/{domain}", this::remove)
        .any(PATH + "/{domain}", HttpServer.only("DELETE"));
  }

  private void list(ServerRequest request, ServerResponse response) {
    requireAdmin(request);
    Answers.send(
        response, Status.OK_200, new Blocks(blocks.all().stream().map(Block::of).toList()));
  }

  private void put(ServerRequest request, ServerResponse response) {
    requireAdmin(request);
    JsonRequest body =
        JsonRequest.read(
            request, Set.of("domain", "severity", "publicComment", "privateComment", "reason"));
    Severity severity =
        Severity.of(body.text("severity"))
            .orElseThrow(
                () -> JsonRequest.malformed("severity", "It is suspend, silence or allow."));
    DomainRule rule =
        new DomainRule(
            Domain.of(body.text("domain")),
            severity,
            body.optionalText("publicComment").orElse(null),
            body.optionalText("privateComment").orElse(null));
    boolean changed = blocks.put(rule, mandate(body.text("reason")));
    Answers.send(
        response, Status.OK_200, new Changed(rule.domain().name(), changed ? "set" : "as_before"));
  }

  private void remove(ServerRequest request, ServerResponse response) {
    requireAdmin(request);
    JsonRequest body = JsonRequest.read(request, Set.of("reason"));
    Domain domain = Domain.of(request.path().pathParameters().get("domain"));
    if (!blocks.remove(domain, mandate(body.text("reason")))) {
      throw new Problem(
          404, "unknown_domain", "Nothing to remove", "Nothing holds for this domain.");
    }
    Answers.send(response, Status.OK_200, new Changed(domain.name(), "removed"));
  }

  private static Mandate mandate(String reason) {
    return new Mandate("api:admin", reason);
  }

  private void requireAdmin(ServerRequest request) {
    switch (bearers.holder(request)) {
      case TokenHolder.Admin _ -> {}
      case TokenHolder.OfMember _ ->
          throw new Problem(
              403, "admin_only", "Only for the admin", "Use the token of the node's admin.");
    }
  }
}
