package org.farthing.node.web.admin;

import java.util.Map;
import org.farthing.node.look.Frame;
import org.farthing.node.look.View;

/** All that is shown on a page of an admin's. */
sealed interface AdminView extends View {

  /** The area that it belongs to. */
  Place here();

  /** What a form has to carry. */
  default String csrf() {
    return frame().who() instanceof Frame.Who.SignedIn it ? it.csrf() : "";
  }

  /** Answers a question. */
  record Answer(Frame frame, Sheet sheet, String said) implements AdminView {
    @Override
    public String template() {
      return "admin/sheet.jte";
    }

    @Override
    public Place here() {
      return sheet.here();
    }
  }

  /**
   * Asks before something is done.
   *
   * @param typed what the fields hold
   * @param refusal why what was sent is refused, if it is
   * @param once tells this form from all others, so that it is carried out once
   */
  record Asked(
      Frame frame, Question question, Map<String, String> typed, Refusal refusal, String once)
      implements AdminView {

    public Asked {
      typed = Map.copyOf(typed);
    }

    @Override
    public String template() {
      return "admin/ask.jte";
    }

    @Override
    public Place here() {
      return question.here();
    }

    String valueOf(Question.Field field) {
      return typed.getOrDefault(field.id(), field.value());
    }

    boolean isTicked(Question.Field field) {
      return typed.isEmpty() ? !field.value().isEmpty() : typed.containsKey(field.id());
    }
  }

  /**
   * @param field that is at fault; empty when none is
   * @param text why, for people; empty when nothing is refused
   */
  record Refusal(String field, String text) {

    static final Refusal NONE = new Refusal("", "");

    boolean isThere() {
      return !text.isEmpty();
    }

    boolean isAt(String id) {
      return isThere() && field.equals(id);
    }
  }

  /**
   * What is shown once and kept nowhere: a link that is as good as a key.
   *
   * @param back where to go from here
   */
  record Secret(Frame frame, Place here, String title, String text, String secret, String back)
      implements AdminView {
    @Override
    public String template() {
      return "admin/secret.jte";
    }
  }
}
