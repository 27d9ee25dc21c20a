package org.farthing.node.web.admin;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.farthing.node.guard.BlockList;
import org.farthing.node.guard.Domain;
import org.farthing.node.guard.DomainBlocks;
import org.farthing.node.guard.DomainRule;
import org.farthing.node.guard.Severity;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.signin.Form;
import org.farthing.node.web.admin.Question.Choice;
import org.farthing.node.web.admin.Question.Field;
import org.farthing.node.web.admin.Sheet.Mood;

/** Which servers this node has to do with. */
final class BlockRoutes implements HttpService {

  private static final String EXPORT = Place.BLOCKS.path() + ".csv";
  private static final int MOST_FAULTS = 5;

  private final Desk desk;
  private final DomainBlocks blocks;
  private final PeerNames peers;

  BlockRoutes(Desk desk, DomainBlocks blocks, PeerNames peers) {
    this.desk = desk;
    this.blocks = blocks;
    this.peers = peers;
  }

  @Override
  public void routing(HttpRules rules) {
    desk.page(rules, Place.BLOCKS.path(), this::list);
    desk.deed(rules, Place.BLOCKS.path("new"), new Deed(this::askAdd, this::add));
    desk.deed(rules, Place.BLOCKS.path("import"), new Deed(this::askImport, this::takeIn));
    desk.deed(
        rules,
        Place.BLOCKS.path("of", "{domain}", "remove"),
        new Deed(this::askRemove, this::remove));
    rules.get(EXPORT, this::export).any(EXPORT, HttpServer.only("GET"));
  }

  private Sheet list(Visit visit) {
    List<DomainRule.Kept> all = blocks.all();
    return new Sheet.Draft(Place.BLOCKS, visit.text("admin.blocks.title"))
        .answer(Mood.PLAIN, visit.text("admin.blocks.lead", all.size()))
        .add(
            new Sheet.Acts(
                "",
                List.of(
                    new Sheet.Link(visit.text("admin.blocks.new"), Place.BLOCKS.path("new")),
                    new Sheet.Link(visit.text("admin.blocks.import"), Place.BLOCKS.path("import")),
                    new Sheet.Link(visit.text("admin.blocks.export"), EXPORT))))
        .add(
            new Sheet.Table(
                visit.text("admin.blocks.list"),
                null,
                List.of(
                    visit.text("admin.column.domain"),
                    visit.text("admin.column.rule"),
                    visit.text("admin.column.why"),
                    visit.text("admin.column.when"),
                    ""),
                visit.paged(all).stream().map(it -> row(visit, it)).toList(),
                visit.text("admin.blocks.none"),
                visit.pages(Place.BLOCKS.path(), visit.hasMore(all))))
        .done();
  }

  private static List<Sheet.Cell> row(Visit visit, DomainRule.Kept kept) {
    DomainRule rule = kept.rule();
    String why =
        Stream.of(
                Optional.ofNullable(rule.publicComment()),
                Optional.ofNullable(rule.privateComment())
                    .map(it -> visit.text("admin.blocks.private.of", it)))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(" "));
    Mood mood =
        switch (rule.severity()) {
          case SUSPEND -> Mood.BAD;
          case SILENCE -> Mood.WAITS;
          case ALLOW -> Mood.GOOD;
        };
    String domain = rule.domain().name();
    return List.of(
        new Sheet.Words(domain),
        new Sheet.Mark(mood, visit.text("admin.severity." + rule.severity().code())),
        new Sheet.Words(why),
        new Sheet.Words(visit.frame().words().day(kept.at())),
        new Sheet.Link(
            visit.text("admin.blocks.remove"),
            Place.BLOCKS.path("of", URLEncoder.encode(domain, StandardCharsets.UTF_8), "remove")));
  }

  private Question askAdd(Visit visit) {
    String asked = visit.sought("domain");
    return new Question(
        Place.BLOCKS,
        visit.text("admin.blocks.new"),
        List.of(
            visit.text("admin.blocks.new.text"),
            visit.text(
                peers.byNumber().isEmpty() ? "admin.blocks.new.undo" : "admin.blocks.new.peers")),
        List.of(
            Field.text(
                    "domain",
                    visit.text("admin.column.domain"),
                    visit.text("admin.blocks.domain.hint"),
                    true)
                .filled(asked),
            Field.choice(
                "severity",
                visit.text("admin.column.rule"),
                "",
                Stream.of(Severity.values())
                    .map(
                        it ->
                            new Choice(
                                it.code(), visit.text("admin.severity." + it.code() + ".text")))
                    .toList()),
            Field.text(
                "public_comment",
                visit.text("admin.blocks.public"),
                visit.text("admin.blocks.public.hint"),
                false),
            Field.text(
                "private_comment",
                visit.text("admin.blocks.private"),
                visit.text("admin.blocks.private.hint"),
                false),
            Reasons.field(visit)),
        visit.text("admin.blocks.new.submit"),
        true,
        Place.BLOCKS.path());
  }

  private Deed.Outcome add(Visit visit, Form form) {
    Severity severity =
        Severity.of(form.text("severity"))
            .orElseThrow(
                () -> Visit.refused("severity", "malformed_severity", "Choose what holds."));
    DomainRule rule =
        new DomainRule(
            Domain.of(form.text("domain")),
            severity,
            form.text("public_comment"),
            form.text("private_comment"));
    blocks.put(rule, visit.mandate(form.text(Reasons.FIELD)));
    return new Deed.Led(Place.BLOCKS.path(), "block");
  }

  private Question askRemove(Visit visit) {
    String domain = visit.step("domain");
    return new Question(
        Place.BLOCKS,
        visit.text("admin.blocks.remove.title", domain),
        List.of(visit.text("admin.blocks.remove.text"), visit.text("admin.blocks.remove.undo")),
        List.of(Reasons.field(visit)),
        visit.text("admin.blocks.remove"),
        true,
        Place.BLOCKS.path());
  }

  /** Sent again, there is nothing to remove any more, and nothing happens. */
  private Deed.Outcome remove(Visit visit, Form form) {
    blocks.remove(Domain.of(visit.step("domain")), visit.mandate(form.text(Reasons.FIELD)));
    return new Deed.Led(Place.BLOCKS.path(), "unblock");
  }

  private Question askImport(Visit visit) {
    return new Question(
        Place.BLOCKS,
        visit.text("admin.blocks.import"),
        List.of(visit.text("admin.blocks.import.text"), visit.text("admin.blocks.import.undo")),
        List.of(
            Field.area(
                "list",
                visit.text("admin.blocks.import.list"),
                visit.text("admin.blocks.import.list.hint")),
            Field.tick(
                "allow",
                visit.text("admin.blocks.import.allow"),
                visit.text("admin.blocks.import.allow.hint")),
            Reasons.field(visit)),
        visit.text("admin.blocks.import.submit"),
        true,
        Place.BLOCKS.path());
  }

  private Deed.Outcome takeIn(Visit visit, Form form) {
    BlockList list =
        BlockList.read(form.raw("list"), form.has("allow") ? Severity.ALLOW : Severity.SUSPEND);
    if (!list.faults().isEmpty()) {
      throw Visit.refused(
          "list",
          "malformed_list",
          list.faults().stream()
              .limit(MOST_FAULTS)
              .map(BlockList.Fault::toString)
              .collect(Collectors.joining("; ", "Nothing is taken in: ", ".")));
    }
    if (list.rules().isEmpty()) {
      throw Visit.refused("list", "empty_list", "There is no domain in it.");
    }
    try {
      blocks.importAll(list.rules(), visit.mandate(form.text(Reasons.FIELD)));
    } catch (Problem problem) {
      throw problem.code().equals("own_domain") ? problem.at("/list") : problem;
    }
    return new Deed.Led(Place.BLOCKS.path(), "import");
  }

  private void export(ServerRequest request, ServerResponse response) {
    Visit visit = desk.visit(request);
    String csv =
        BlockList.write(
            blocks.all().stream().map(DomainRule.Kept::rule).toList(),
            !visit.sought("allow").isEmpty());
    response
        .header(HeaderNames.CONTENT_TYPE, "text/csv; charset=utf-8")
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .header(HeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"domain_blocks.csv\"")
        .send(csv);
  }
}
