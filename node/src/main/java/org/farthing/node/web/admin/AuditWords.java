package org.farthing.node.web.admin;

import java.text.MessageFormat;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.farthing.node.account.Member;
import org.farthing.node.account.MemberId;
import org.farthing.node.account.Members;
import org.farthing.node.audit.AuditEntry;
import org.farthing.node.look.Words;
import org.farthing.node.peer.Peer;

/**
 * What the node has written into the audit log, in the words of who reads it. What people wrote,
 * and what it does not know, it shows as it is stored. Of one page.
 */
final class AuditWords {

  private static final String DID = "admin.audit.did.";
  private static final String WHO = "admin.audit.who.";
  private static final String WHY = "admin.audit.why.";
  private static final String OF = "admin.audit.of.";
  private static final String STAGE = "admin.stage.";

  private static final String MEMBER = "member:";
  private static final Pattern PEER = Pattern.compile("peer:([0-9]{1,9})( .*)?");

  /** As reasons are stored that the node gives itself. */
  private static final Words STORED = new Words(Locale.ENGLISH);

  private final Visit visit;
  private final Members members;
  private final Map<Integer, Peer> peers;

  AuditWords(Visit visit, Members members, Map<Integer, Peer> peers) {
    this.visit = visit;
    this.members = members;
    this.peers = peers;
  }

  /** What was done. */
  String did(AuditEntry entry) {
    String key = DID + entry.action();
    return has(key) ? visit.text(key) : entry.action();
  }

  /** On whose word, as one looks for it: the name of a member who stands there by their id. */
  String sought(AuditEntry entry) {
    return member(entry.mandate().by()).map(Member::name).orElse(entry.mandate().by());
  }

  /** On whose word. */
  String who(AuditEntry entry) {
    String key = WHO + entry.mandate().by();
    return has(key) ? visit.text(key) : sought(entry);
  }

  /** To what. */
  String about(AuditEntry entry) {
    String subject = entry.subject();
    Matcher peer = PEER.matcher(subject);
    if (peer.matches()) {
      return Optional.ofNullable(peers.get(Integer.valueOf(peer.group(1))))
          .map(it -> PeerNames.of(it) + Optional.ofNullable(peer.group(2)).orElse(""))
          .orElse(subject);
    }
    String whole = OF + subject.replace(':', '.');
    if (has(whole)) {
      return visit.text(whole);
    }
    return member(subject).map(Member::name).orElseGet(() -> kindAndId(subject));
  }

  private String kindAndId(String subject) {
    int colon = subject.indexOf(':');
    String kind = colon < 0 ? "" : subject.substring(0, colon);
    String id = subject.substring(colon + 1);
    return switch (kind) {
      case "month" -> month(id).map(visit::month).orElse(subject);
      case "domain", "host" -> id;
      default -> !kind.isEmpty() && has(OF + kind) ? visit.text(OF + kind, id) : subject;
    };
  }

  private static Optional<YearMonth> month(String text) {
    try {
      return Optional.of(YearMonth.parse(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /** Why: the node's own reason for such an entry, by its English text; else an admin's words. */
  String why(AuditEntry entry) {
    String stored = entry.mandate().reason();
    return Stream.of(WHY + entry.action(), WHY + entry.action() + ".or")
        .filter(this::has)
        .flatMap(key -> told(key, stored).stream())
        .findFirst()
        .orElse(stored);
  }

  private Optional<String> told(String key, String stored) {
    ParsePosition position = new ParsePosition(0);
    Object[] values =
        new MessageFormat(STORED.pattern(key), Locale.ENGLISH).parse(stored, position);
    return values == null || position.getIndex() != stored.length()
        ? Optional.empty()
        : Optional.of(visit.text(key, Arrays.stream(values).map(this::value).toArray()));
  }

  private Object value(Object stored) {
    String stage = STAGE + String.valueOf(stored).toLowerCase(Locale.ROOT);
    return has(stage) ? visit.text(stage) : stored;
  }

  private boolean has(String key) {
    return visit.frame().words().has(key);
  }

  private Optional<Member> member(String text) {
    if (!text.startsWith(MEMBER)) {
      return Optional.empty();
    }
    try {
      return members.find(new MemberId(UUID.fromString(text.substring(MEMBER.length()))));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
