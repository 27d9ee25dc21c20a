package org.farthing.node.api;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.farthing.node.account.ApiTokens;
import org.farthing.node.account.MemberId;
import org.farthing.node.bot.BotCall;
import org.farthing.node.bot.FlattrBot;
import org.farthing.node.platform.http.HttpServer;
import org.jspecify.annotations.Nullable;

/** Whether posts of a member that mention the bot are flattrs, and what became of them. */
public final class BotRoutes implements HttpService {

  private static final String PATH = "/api/v1/bot";
  private static final int PAGE = 50;

  private final Bearers bearers;
  private final FlattrBot bot;

  public BotRoutes(ApiTokens tokens, FlattrBot bot) {
    this.bearers = new Bearers(tokens);
    this.bot = bot;
  }

  /**
   * @param next what to ask for the following page with, as {@code before}; left out on the last
   */
  public record Mentions(boolean mentionsAreFlattrs, List<Mention> items, @Nullable String next) {}

  /**
   * @param flattr its id, where it became one
   * @param code why it did not
   */
  public record Mention(
      String id,
      String actor,
      String object,
      String receivedAt,
      String state,
      @Nullable String flattr,
      @Nullable String code) {}

  public record Choice(boolean mentionsAreFlattrs) {}

  @Override
  public void routing(HttpRules rules) {
    rules.get(PATH, this::list).put(PATH, this::choose).any(PATH, HttpServer.only("GET", "PUT"));
  }

  private void list(ServerRequest request, ServerResponse response) {
    MemberId member = bearers.member(request);
    List<BotCall> page = bot.of(member, SocialRoutes.before(request), PAGE);
    @Nullable String next = page.size() < PAGE ? null : Long.toString(page.getLast().sequence());
    Answers.send(
        response,
        Status.OK_200,
        new Mentions(bot.isChosen(member), page.stream().map(BotRoutes::mention).toList(), next));
  }

  private static Mention mention(BotCall call) {
    return new Mention(
        call.post().toString(),
        call.actor().toString(),
        call.object(),
        call.receivedAt().toString(),
        call.state().name().toLowerCase(Locale.ROOT),
        call.state() == BotCall.State.FLATTR ? call.flattr().uuid().toString() : null,
        call.codeOrNull());
  }

  private void choose(ServerRequest request, ServerResponse response) {
    MemberId member = bearers.member(request);
    boolean chosen =
        JsonRequest.read(request, Set.of("mentionsAreFlattrs"))
            .optionalFlag("mentionsAreFlattrs")
            .orElseThrow(() -> JsonRequest.malformed("mentionsAreFlattrs", "Say true or false."));
    bot.choose(member, chosen);
    Answers.send(response, Status.OK_200, new Choice(chosen));
  }
}
