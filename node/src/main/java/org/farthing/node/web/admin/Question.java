package org.farthing.node.web.admin;

import java.util.List;

/**
 * What an admin is asked before something is done.
 *
 * @param says what happens, and until when or how it can be undone
 * @param submit what the button says
 * @param grave whether it cannot be undone, or hurts
 * @param back where to go instead
 */
record Question(
    Place here,
    String title,
    List<String> says,
    List<Field> fields,
    String submit,
    boolean grave,
    String back) {

  Question {
    says = List.copyOf(says);
    fields = List.copyOf(fields);
  }

  /**
   * What is to be typed.
   *
   * @param hint empty when there is none
   * @param value that it holds at first
   * @param choices of a {@link Kind#CHOICE}, the value of each and its text
   */
  record Field(
      String id,
      Kind kind,
      String label,
      String hint,
      String value,
      boolean required,
      List<Choice> choices) {

    Field {
      choices = List.copyOf(choices);
    }

    /** The same, holding something at first. */
    Field filled(String text) {
      return new Field(id, kind, label, hint, text, required, choices);
    }

    static Field text(String id, String label, String hint, boolean required) {
      return new Field(id, Kind.TEXT, label, hint, "", required, List.of());
    }

    static Field amount(String id, String label, String hint) {
      return new Field(id, Kind.AMOUNT, label, hint, "", true, List.of());
    }

    /** The password of who asks, once more. It is never shown again. */
    static Field password(String id) {
      return new Field(id, Kind.PASSWORD, "", "", "", true, List.of());
    }

    static Field area(String id, String label, String hint) {
      return new Field(id, Kind.AREA, label, hint, "", true, List.of());
    }

    static Field tick(String id, String label, String hint) {
      return new Field(id, Kind.TICK, label, hint, "", false, List.of());
    }

    static Field choice(String id, String label, String hint, List<Choice> choices) {
      return new Field(id, Kind.CHOICE, label, hint, "", true, choices);
    }
  }

  /** What can be chosen. */
  record Choice(String value, String text) {}

  /** How something is typed. */
  enum Kind {
    TEXT,
    AMOUNT,
    AREA,
    PASSWORD,
    TICK,
    CHOICE
  }
}
