package org.farthing.node.web.admin;

/** Why an admin does something, for the audit log. */
final class Reasons {

  static final String FIELD = "reason";

  private Reasons() {}

  static Question.Field field(Visit visit) {
    return Question.Field.text(
        FIELD, visit.text("admin.reason"), visit.text("admin.reason.hint"), true);
  }
}
