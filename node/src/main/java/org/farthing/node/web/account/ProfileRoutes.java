package org.farthing.node.web.account;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import org.farthing.node.account.Member;
import org.farthing.node.account.Profiles;
import org.farthing.node.bot.FlattrBot;
import org.farthing.node.flattr.LinkedLikes;
import org.farthing.node.look.Frame;
import org.farthing.node.look.Pages;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.signin.Form;
import org.farthing.node.signin.Visitors;
import org.farthing.node.web.account.AccountView.OwnProfile;

/** What a member shows of themselves, and to whom. */
final class ProfileRoutes implements HttpService {

  static final String PATH = "/me/profile";

  /** The fields that what {@link org.farthing.node.account.ProfileChange} refuses is typed into. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "malformed_display_name", "name",
          "malformed_bio", "bio",
          "malformed_icon", "icon",
          "malformed_fields", "lines");

  private final Visitors visitors;
  private final Pages pages;
  private final Profiles profiles;
  private final LinkedLikes likes;
  private final boolean hasBot;
  private final FlattrBot bot;

  ProfileRoutes(
      Visitors visitors,
      Pages pages,
      Profiles profiles,
      LinkedLikes likes,
      boolean hasBot,
      FlattrBot bot) {
    this.visitors = visitors;
    this.pages = pages;
    this.profiles = profiles;
    this.likes = likes;
    this.hasBot = hasBot;
    this.bot = bot;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get(PATH, this::show).post(PATH, this::change).any(PATH, HttpServer.only("GET", "POST"));
  }

  private void show(ServerRequest request, ServerResponse response) {
    Member member = visitors.require(request);
    TypedProfile now =
        TypedProfile.of(
            profiles.of(member.id()), likes.isChosen(member.id()), bot.isChosen(member.id()));
    pages.send(
        response,
        new OwnProfile(
            visitors.frame(request),
            member.name(),
            now,
            Map.of(),
            null,
            request.query().contains("saved"),
            hasBot));
  }

  private void change(ServerRequest request, ServerResponse response) {
    Member member = visitors.require(request);
    Form form = visitors.form(request);
    Frame frame = visitors.frame(request);
    TypedProfile typed = TypedProfile.of(form);
    if (form.stale()) {
      pages.send(
          response,
          Status.CONFLICT_409,
          new OwnProfile(
              frame, member.name(), typed, Map.of(), frame.text("form.stale"), false, hasBot));
      return;
    }
    try {
      profiles.change(member.id(), typed.change());
    } catch (Problem problem) {
      pages.send(
          response,
          Status.create(problem.status()),
          new OwnProfile(frame, member.name(), typed, errors(frame, problem), null, false, hasBot));
      return;
    }
    likes.choose(member.id(), typed.isTicked(ProfileTick.LIKES));
    bot.choose(member.id(), typed.isTicked(ProfileTick.MENTIONS));
    Visitors.redirect(response, PATH + "?saved");
  }

  private static Map<String, String> errors(Frame frame, Problem problem) {
    String field = FIELDS.get(problem.code());
    if (field == null) {
      throw problem;
    }
    return Map.of(field, frame.text("profile.bad." + field));
  }
}
