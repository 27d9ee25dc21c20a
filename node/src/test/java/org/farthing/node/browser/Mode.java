package org.farthing.node.browser;

import com.microsoft.playwright.Browser;
import java.util.Locale;

/** With what somebody visits a node. */
enum Mode {
  SCRIPTS(Look.DESKTOP_LIGHT, true),
  NO_SCRIPTS(Look.DESKTOP_LIGHT, false),
  PHONE(Look.PHONE_DARK, true);

  private final Look look;
  private final boolean scripts;

  Mode(Look look, boolean scripts) {
    this.look = look;
    this.scripts = scripts;
  }

  Browser.NewContextOptions context() {
    return look.context().setJavaScriptEnabled(scripts);
  }

  /** The name of a member whom no other mode's journey on the same node meets. */
  String named(String name) {
    return name + "_" + name().toLowerCase(Locale.ROOT);
  }
}
