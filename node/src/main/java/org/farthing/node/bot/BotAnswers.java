package org.farthing.node.bot;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.look.Languages;
import org.farthing.node.look.Words;
import org.farthing.node.notice.SpokenLanguages;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.publication.PlainText;
import org.farthing.node.social.DirectMail;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.jspecify.annotations.Nullable;

/**
 * What the bot says to who has mentioned it, and to nobody else: what came of it; or, once a day at
 * most, what is missing.
 */
final class BotAnswers {

  /** A member hears of each of their flattrs, unless something of theirs has gone wild. */
  private static final int MOST_RESULTS = 50;

  private static final int MOST_HINTS = 1;

  private final LocalIds ids;
  private final DirectMail mail;
  private final SpokenLanguages languages;
  private final InstantSource system;

  BotAnswers(LocalIds ids, DirectMail mail, SpokenLanguages languages, InstantSource system) {
    this.ids = ids;
    this.mail = mail;
    this.languages = languages;
    this.system = system;
  }

  /** What somebody lacks who has mentioned the bot. */
  enum Hint {
    /** They are no member here, as far as is known. */
    STRANGER("/users/" + LocalIds.BOT_NAME),
    /** They have not chosen that mentioning it gives. */
    NOT_CHOSEN("/me/profile"),
    /** There is nothing to flattr, for it is no reply. */
    NO_REPLY("/users/" + LocalIds.BOT_NAME);

    private final String path;

    Hint(String path) {
      this.path = path;
    }

    private String key() {
      return "bot.hint." + name().toLowerCase(Locale.ROOT);
    }
  }

  /** Says what is missing; to persons alone, as other bots would answer. */
  void hint(Transaction tx, Hint hint, ActorId to, ActivityId post, Locale language) {
    if (mail.isPerson(tx, to) && BotStore.mayAnswer(tx, to, today(), MOST_HINTS)) {
      String node = ids.origin().authority();
      String text = new Words(language).text(hint.key(), node, ids.origin() + hint.path);
      mail.say(tx, ids.bot(), to, post, PlainText.toHtml(text), language);
    }
  }

  /** It is a flattr now. */
  void flattred(Transaction tx, BotCall call) {
    say(tx, call, call.post(), "bot.done", ids.origin() + "/me/flattrs/" + call.flattr());
  }

  /** It is none, for a reason that the API knows by this code. */
  void refused(Transaction tx, BotCall call, String code) {
    String exact = "bot.refused." + code;
    boolean known = new Words(Languages.ALL.getFirst()).has(exact);
    say(tx, call, call.post(), known ? exact : "bot.refused", ids.origin() + "/me");
  }

  /** It was one, until its post was deleted. */
  void takenBack(Transaction tx, BotCall call) {
    say(tx, call, null, "bot.undone", ids.origin() + "/me");
  }

  private void say(
      Transaction tx, BotCall call, @Nullable ActivityId answersOrNull, String key, String more) {
    if (BotStore.mayAnswer(tx, call.actor(), today(), MOST_RESULTS)) {
      Locale language = languages.of(tx, call.member());
      String text = new Words(language).text(key, call.object(), more);
      mail.say(tx, ids.bot(), call.actor(), answersOrNull, PlainText.toHtml(text), language);
    }
  }

  private LocalDate today() {
    return LocalDate.ofInstant(system.instant(), ZoneOffset.UTC);
  }
}
