package org.farthing.node.bot;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.farthing.node.account.MemberId;
import org.farthing.node.bot.BotAnswers.Hint;
import org.farthing.node.bot.BotCall.State;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.flattr.Creators;
import org.farthing.node.flattr.FlattrId;
import org.farthing.node.flattr.Flattrs;
import org.farthing.node.flattr.Given;
import org.farthing.node.flattr.UndoOutcome;
import org.farthing.node.identity.Identities;
import org.farthing.node.look.Languages;
import org.farthing.node.notice.SpokenLanguages;
import org.farthing.node.platform.Uuid7;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.platform.schedule.DueWork;
import org.farthing.node.social.DirectMail;
import org.farthing.node.social.Mentioned;
import org.farthing.node.social.ShownPosts;
import org.farthing.protocol.activity.ActivityDocument;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.jspecify.annotations.Nullable;

/**
 * A post that mentions the bot and answers something is a click on that something, if its author is
 * an actor that a member here has proved to be theirs, and the member has chosen that; nobody is
 * ever charged for another one. Thread-safe.
 *
 * <p>It is stored with the id of its flattr in the transaction that takes it in, and recorded as a
 * click after that, since what it answers may have to be looked for. So none is lost with the
 * process, and none counts twice.
 *
 * <p>What answers a post that mentions the bot, or the bot itself, asks for nothing: servers put
 * the names of all who take part in a conversation into each answer.
 */
public final class FlattrBot implements Mentioned, AutoCloseable {

  private static final System.Logger LOG = System.getLogger(FlattrBot.class.getName());
  private static final Duration POLL = Duration.ofSeconds(30);

  /** Longer than a post and those whom it names take to be asked for. */
  private static final Duration AGAIN = Duration.ofMinutes(2);

  /** When what could not be reached is asked for again. */
  private static final List<Duration> PAUSES =
      List.of(Duration.ofMinutes(2), Duration.ofMinutes(20), Duration.ofHours(2));

  private static final String UNREACHABLE = "unreachable";

  /** The post that is answered mentions the bot itself: so this mention may be of the server's. */
  private static final String TALK = "talk";

  /** Who deletes a post later cleans up, or has it done by their server. */
  private static final Duration TAKEN_BACK_WITHIN = Duration.ofDays(1);

  private final Database database;
  private final LocalIds ids;
  private final Identities identities;
  private final Creators creators;
  private final Flattrs flattrs;
  private final ShownPosts posts;
  private final BotAnswers answers;
  private final InstantSource system;
  private final DueWork<BotCall> work = new DueWork<>("flattr bot", POLL, new Stored());

  public FlattrBot(
      Database database,
      LocalIds ids,
      Identities identities,
      Creators creators,
      Flattrs flattrs,
      ShownPosts posts,
      DirectMail mail,
      SpokenLanguages languages,
      InstantSource system) {
    this.database = database;
    this.ids = ids;
    this.identities = identities;
    this.creators = creators;
    this.flattrs = flattrs;
    this.posts = posts;
    this.answers = new BotAnswers(ids, mail, languages, system);
    this.system = system;
  }

  /** Starts to record what has come. */
  public void start() {
    work.start();
  }

  /** Whether a member wants posts that mention the bot to be flattrs. */
  public boolean isChosen(MemberId member) {
    return database.read(tx -> BotStore.isChosen(tx, member));
  }

  /** What was said before stays as it is. */
  public void choose(MemberId member, boolean mentionsAreFlattrs) {
    database.execute(
        tx -> {
          if (mentionsAreFlattrs) {
            BotStore.choose(tx, member);
          } else {
            BotStore.chooseNot(tx, member);
          }
        });
  }

  /** The posts in which a member has asked for flattrs, the newest first. */
  public List<BotCall> of(MemberId member, @Nullable Long beforeOrNull, int most) {
    return database.read(tx -> BotStore.of(tx, member, beforeOrNull, most));
  }

  /** The post that a flattr has come of, if it has come of one. */
  public Optional<BotCall> behind(FlattrId flattr) {
    return database.read(tx -> BotStore.behind(tx, flattr));
  }

  /** A member has left; nothing of theirs waits any more. */
  public void left(Transaction tx, MemberId member) {
    BotStore.chooseNot(tx, member);
    BotStore.deleteAllOf(tx, member);
  }

  @Override
  public void mentioned(Transaction tx, ActivityDocument post, ActorId author, Instant receivedAt) {
    Optional<ActivityId> object = post.inReplyTo();
    boolean isNew = BotStore.hear(tx, post.id(), receivedAt);
    if (!isNew || object.filter(it -> isTalkWithUs(tx, it)).isPresent()) {
      return;
    }
    Optional<MemberId> member = identities.memberOf(tx, author);
    Optional<Hint> missing = missing(tx, member, object);
    if (missing.isPresent()) {
      answers.hint(tx, missing.get(), author, post.id(), language(post));
      return;
    }
    FlattrId flattr = new FlattrId(Uuid7.next());
    BotStore.insert(
        tx, post.id(), author, object.orElseThrow(), member.orElseThrow(), flattr, receivedAt);
    tx.afterCommit(work::wake);
  }

  private boolean isTalkWithUs(Transaction tx, ActivityId object) {
    return object.toString().startsWith(ids.bot() + "/") || BotStore.hasHeard(tx, object);
  }

  private static Optional<Hint> missing(
      Transaction tx, Optional<MemberId> member, Optional<ActivityId> object) {
    if (member.isEmpty()) {
      return Optional.of(Hint.STRANGER);
    }
    if (!BotStore.isChosen(tx, member.get())) {
      return Optional.of(Hint.NOT_CHOSEN);
    }
    return object.isPresent() ? Optional.empty() : Optional.of(Hint.NO_REPLY);
  }

  /** That which the post says it is written in, where the bot speaks it. */
  private static Locale language(ActivityDocument post) {
    return post.contentLanguage()
        .map(Locale::forLanguageTag)
        .map(spoken -> Locale.of(spoken.getLanguage()))
        .filter(Languages.ALL::contains)
        .orElse(Languages.ALL.getFirst());
  }

  @Override
  public void deleted(Transaction tx, ActivityId post, ActorId by, Instant receivedAt) {
    if (BotStore.takeBack(tx, post, by, receivedAt.minus(TAKEN_BACK_WITHIN), now())) {
      tx.afterCommit(work::wake);
    }
  }

  /** Whether nothing is to be done now. */
  public boolean isIdle() {
    return work.isIdle();
  }

  /** Whatever of it was done before the process ended is not done again. */
  private void record(BotCall call) {
    Optional<String> refusal =
        flattrs.find(call.flattr()).isPresent() ? Optional.empty() : refusal(call);
    if (refusal.filter(UNREACHABLE::equals).isPresent() && call.tries() < PAUSES.size()) {
      Instant again = now().plus(PAUSES.get(call.tries()));
      database.execute(tx -> BotStore.defer(tx, call, again));
      return;
    }
    database.execute(
        tx -> {
          if (refusal.isEmpty()) {
            BotStore.settle(tx, call, State.FLATTR, null);
            answers.flattred(tx, call);
          } else {
            BotStore.settle(tx, call, State.REFUSED, refusal.get());
            if (!refusal.get().equals(TALK)) {
              answers.refused(tx, call, refusal.get());
            }
          }
        });
    LOG.log(
        System.Logger.Level.INFO,
        "{0} is {1}",
        call.post(),
        refusal.map(code -> "no flattr: " + code).orElse("flattr " + call.flattr()));
  }

  /** Why it becomes no flattr. */
  private Optional<String> refusal(BotCall call) {
    if (!isChosen(call.member())) {
      return Optional.of("not_chosen");
    }
    if (isTalk(call)) {
      return Optional.of(TALK);
    }
    try {
      creators.find(call.object());
    } catch (Problem problem) {
      return Optional.of(problem.code());
    }
    return flattrs.recordAs(call.member(), call.object(), call.flattr()).refusal(call.flattr());
  }

  /** Its own mention may not have come yet, or never does. */
  private boolean isTalk(BotCall call) {
    return !call.object().startsWith(ids.origin() + "/")
        && posts.mentions(URI.create(call.object()), ids.bot());
  }

  private void undo(BotCall call) {
    boolean recorded = flattrs.find(call.flattr()).filter(Given::stands).isPresent();
    boolean stays =
        recorded
            && switch (flattrs.undo(call.member(), call.flattr())) {
              case UndoOutcome.Undone _ -> false;
              case UndoOutcome.NothingToUndo _ -> true;
            };
    database.execute(
        tx -> {
          BotStore.settle(
              tx, call, stays ? State.FLATTR : State.UNDONE, stays ? "nothing_to_undo" : null);
          if (recorded && !stays) {
            answers.takenBack(tx, call);
          }
        });
  }

  /** To the microsecond, as it is stored. */
  private Instant now() {
    return system.instant().truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public void close() {
    work.close();
  }

  /** The posts to be looked at. */
  private final class Stored implements DueWork.Queue<BotCall> {

    @Override
    public List<BotCall> due(int most) {
      return database.read(tx -> BotStore.due(tx, now(), most));
    }

    @Override
    public boolean isAnyDue() {
      return database.read(tx -> BotStore.isAnyDue(tx, now()));
    }

    @Override
    public void putOff(BotCall call) {
      database.execute(tx -> BotStore.defer(tx, call, now().plus(AGAIN)));
    }

    @Override
    public void carryOut(BotCall call) {
      if (call.stands()) {
        record(call);
      } else {
        undo(call);
      }
    }

    @Override
    public String nameOf(BotCall call) {
      return call.post().toString();
    }
  }
}
