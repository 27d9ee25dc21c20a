package org.farthing.node.web;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.farthing.node.federation.actor.ActorProfile;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.figures.Figure;
import org.farthing.node.figures.Figures;
import org.farthing.node.look.Frame;
import org.farthing.node.look.View;
import org.farthing.node.publication.Applause;
import org.farthing.node.publication.Catalogue;
import org.farthing.node.publication.Content;
import org.farthing.node.publication.PlainText;
import org.farthing.node.publication.Publication;
import org.farthing.node.publication.Wanted;
import org.farthing.node.signin.Registration;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.NodePolicy;
import org.farthing.protocol.money.Fee;
import org.farthing.protocol.proof.Verdict;
import org.jspecify.annotations.Nullable;

/** All that is shown on a public page. */
sealed interface Page extends View {

  /** Where members say that they want to flattr what is there. */
  static String flattrOf(String url) {
    return "/flattr?url=" + URLEncoder.encode(url, StandardCharsets.UTF_8);
  }

  /**
   * @param feeBasisPoints what the node keeps of what its creators receive
   * @param giveToGet whether creators receive only in months in which they give
   */
  record Landing(
      Frame frame,
      Figures figures,
      int feeBasisPoints,
      long minimumMicros,
      boolean giveToGet,
      Registration registration)
      implements Page {
    @Override
    public String template() {
      return "landing.jte";
    }

    /** Which text says how to join. */
    String howToJoin() {
      if (figures.members() == 0) {
        return "landing.join.none";
      }
      return switch (registration) {
        case OPEN -> "landing.join.open";
        case INVITATION -> "landing.join.invitation";
        case CLOSED -> "landing.join.text";
      };
    }

    boolean canJoin() {
      return registration == Registration.OPEN && figures.members() > 0;
    }
  }

  /**
   * A donor's month, worked out with this node's fee: the smallest budget over four flattrs.
   *
   * @param feeFrom the month from which this fee holds
   */
  record Fees(
      Frame frame,
      int feeBasisPoints,
      long budgetMicros,
      YearMonth feeFrom,
      Optional<NodePolicy> announced)
      implements Page {

    static final int FLATTRS = 4;

    @Override
    public String template() {
      return "fees.jte";
    }

    /** What one flattr gets: of it, what the creator gets, and what the node keeps. */
    List<String> share() {
      long share = budgetMicros / FLATTRS;
      long fee = new Fee(feeBasisPoints).on(share);
      return frame.words().column(frame.currency(), share, share - fee, fee);
    }
  }

  /** How the bot is told to flattr something. */
  record Bot(Frame frame, Registration registration) implements Page {
    @Override
    public String template() {
      return "bot.jte";
    }

    String handle() {
      return "@" + LocalIds.BOT_NAME + "@" + frame.node();
    }

    boolean canJoin() {
      return registration == Registration.OPEN;
    }
  }

  /**
   * @param id as which servers know the member
   * @param pictureOrNull the path of what they are shown with
   * @param proven actors of other servers that are the same person
   * @param followers how many follow them in the fediverse
   * @param tagOrNull when only what bears this tag is shown
   * @param more whether there are more things than are shown
   */
  record Profile(
      Frame frame,
      String name,
      String displayName,
      String id,
      Instant since,
      ActorProfile profile,
      @Nullable String pictureOrNull,
      List<URI> proven,
      long followers,
      @Nullable String tagOrNull,
      List<Listed> things,
      boolean more)
      implements Page {
    @Override
    public String template() {
      return "member.jte";
    }

    String handle() {
      return name + "@" + frame.node();
    }

    /** Whether whose page it is sees it. */
    boolean isOwn() {
      return frame.who() instanceof Frame.Who.SignedIn it && it.name().equals(name);
    }

    String feed() {
      return "/users/" + name + "/things.atom";
    }

    /** Where members give to this one beside their budget. */
    String extra() {
      return "/me/gifts?creator=" + URLEncoder.encode("@" + handle(), StandardCharsets.UTF_8);
    }

    /** Where members say that they want to flattr this one every month. */
    String monthly() {
      return "/me/subscriptions?url=" + URLEncoder.encode(id, StandardCharsets.UTF_8);
    }
  }

  /** A thing in a list; without a title it goes by its address. */
  record Listed(long id, String url, String title, @Nullable String summaryOrNull) {

    /** Where members say that they want to flattr it. */
    String flattr() {
      return flattrOf(url);
    }
  }

  /**
   * @param id as which servers know the thing
   * @param pictureOrNull the path of its image
   * @param counted flattrs that count this month
   */
  record OfThing(
      Frame frame,
      String id,
      Publication thing,
      @Nullable String pictureOrNull,
      YearMonth month,
      Figure counted,
      Applause.Counts applause)
      implements Page {
    @Override
    public String template() {
      return "thing.jte";
    }

    String title() {
      return content().title();
    }

    Content content() {
      return thing.content();
    }

    String creatorName() {
      return thing.creator().name();
    }

    String handle() {
      return creatorName() + "@" + frame.node();
    }

    /** Where members say that they want to flattr it. */
    String flattr() {
      return flattrOf(thing.url());
    }

    /** Where everybody is asked for their node; it never redirects. */
    String payment() {
      return "/flattr/from?url="
          + URLEncoder.encode(thing.url(), StandardCharsets.UTF_8)
          + "&creator="
          + URLEncoder.encode("@" + handle(), StandardCharsets.UTF_8);
    }

    /** What other sites show in place of a link to this page. */
    String oEmbed() {
      return "/oembed?url=" + URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    /** Where the creator's things with a tag are listed. */
    String tagged(String tag) {
      return "/users/" + creatorName() + "?tag=" + URLEncoder.encode(tag, StandardCharsets.UTF_8);
    }

    /** In the language of the content; that of the page when it is not known. */
    String language() {
      return Optional.ofNullable(content().languageOrNull()).orElse(frame.words().language());
    }

    /** The text of what is published here, as HTML that holds nothing but what we put there. */
    String html() {
      return PlainText.toHtml(Optional.ofNullable(content().textOrNull()).orElse(""));
    }
  }

  /**
   * @param typed as it stands in the field
   * @param mostFlattred on the first page alone
   * @param counts of the things whose flattrs are told, by their ids
   * @param number of this page, from 1 on
   */
  record OfCatalogue(
      Frame frame,
      String typed,
      Wanted wanted,
      Catalogue.Choices choices,
      List<Publication> mostFlattred,
      Catalogue.Found found,
      Map<Long, Long> counts,
      int number,
      YearMonth month)
      implements Page {
    @Override
    public String template() {
      return "catalogue.jte";
    }

    /** A language by its name, in the language of the page. */
    String nameOf(String language) {
      Locale locale = frame.words().locale();
      String name = Locale.forLanguageTag(language).getDisplayName(locale);
      return name.isEmpty() ? language : name;
    }

    /** The same for feed readers. */
    String feed() {
      return "/things.atom" + wanted.query();
    }

    /** Where the same is shown with that tag alone. */
    static String tagged(String tag) {
      return "/things?tag=" + encoded(tag);
    }

    String page(int other) {
      return "/things?q="
          + encoded(typed)
          + "&tag="
          + encoded(wanted.tag())
          + "&language="
          + encoded(wanted.language())
          + "&page="
          + other;
    }

    private static String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
  }

  /**
   * @param pasted what was typed, to be kept
   * @param verdictOrNull null before anything was sent
   */
  record Verify(Frame frame, String script, String pasted, @Nullable Verdict verdictOrNull)
      implements Page {
    @Override
    public String template() {
      return "verify.jte";
    }

    /** Why it proves nothing. */
    public String reason(Verdict.Refused refused) {
      return ProofReasons.text(frame, refused.code());
    }

    /** All that can be told by {@link #reason}, for browsers that check themselves. */
    public List<ProofReasons.Reason> reasons() {
      return ProofReasons.all(frame);
    }

    public List<String> unknown(Verdict.Consistent consistent) {
      return consistent.unknown().stream().map(ActorId::toString).toList();
    }
  }

  /**
   * @param token of the link, which the form carries on
   * @param problemOrNull why what was sent is refused
   */
  record SetUp(
      Frame frame, String token, String name, String displayName, @Nullable String problemOrNull)
      implements Page {
    @Override
    public String template() {
      return "set-up.jte";
    }
  }

  /** Shown once: the tokens are not kept. */
  record SetUpDone(Frame frame, String name, String adminToken, String memberToken, String origin)
      implements Page {
    @Override
    public String template() {
      return "set-up-done.jte";
    }
  }
}
