package org.farthing.node.web.admin;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.farthing.node.signin.Form;
import org.farthing.node.web.admin.Question.Field;
import org.farthing.node.web.admin.Sheet.Mood;
import org.farthing.node.web.text.NodeText;
import org.farthing.node.web.text.Texts;
import org.farthing.node.web.text.Texts.Written;

/** What the node tells everybody of data and terms, in its admins' words. */
final class TextRoutes implements HttpService {

  private static final String BODY = "body";

  private final Desk desk;
  private final Texts texts;

  TextRoutes(Desk desk, Texts texts) {
    this.desk = desk;
    this.texts = texts;
  }

  @Override
  public void routing(HttpRules rules) {
    desk.page(rules, Place.TEXTS.path(), this::list);
    desk.deed(rules, Place.TEXTS.path("{text}"), new Deed(this::ask, this::write));
  }

  private Sheet list(Visit visit) {
    return new Sheet.Draft(Place.TEXTS, visit.text("admin.texts.title"))
        .answer(Mood.PLAIN, visit.text("admin.texts.lead"))
        .add(
            new Sheet.Table(
                visit.text("admin.texts.list"),
                null,
                List.of(visit.text("admin.column.text"), visit.text("admin.column.state"), ""),
                Arrays.stream(NodeText.values()).map(text -> row(visit, text)).toList(),
                "",
                List.of()))
        .done();
  }

  private List<Sheet.Cell> row(Visit visit, NodeText text) {
    Optional<Written> written = texts.find(text);
    return List.of(
        new Sheet.Link(visit.text(text.title()), text.path()),
        new Sheet.Words(
            written
                .map(it -> visit.text("text.changed", visit.frame().words().day(it.changedAt())))
                .orElseGet(() -> visit.text("admin.texts.standard"))),
        new Sheet.Link(visit.text("admin.texts.change." + text.id()), Place.TEXTS.path(text.id())));
  }

  private static NodeText asked(Visit visit) {
    return NodeText.of(visit.step("text")).orElseThrow(Visit::nothingHere);
  }

  private Question ask(Visit visit) {
    NodeText text = asked(visit);
    String now = texts.find(text).map(Written::body).orElseGet(() -> text.standard(visit.frame()));
    return new Question(
        Place.TEXTS,
        visit.text(text.title()),
        List.of(visit.text("admin.texts.change.text"), visit.text("admin.texts.change.undo")),
        List.of(
            new Field(
                BODY,
                Question.Kind.AREA,
                visit.text("admin.texts.body"),
                visit.text("admin.texts.body.hint", Texts.LONGEST),
                now,
                false,
                List.of()),
            Reasons.field(visit)),
        visit.text("admin.texts.submit"),
        false,
        Place.TEXTS.path());
  }

  private Deed.Outcome write(Visit visit, Form form) {
    texts.write(asked(visit), form.raw(BODY), visit.mandate(form.text(Reasons.FIELD)));
    return new Deed.Led(Place.TEXTS.path(), "text");
  }
}
