package org.farthing.node.web.admin;

import java.util.Locale;

/** The areas of an admin's pages, as the navigation lists them. */
enum Place {
  OVERVIEW(""),
  DEPOSITS("/deposits"),
  PAYOUTS("/payouts"),
  PAYMENTS("/payments"),
  MONTHS("/months"),
  PEERS("/peers"),
  DELIVERIES("/deliveries"),
  MEMBERS("/members"),
  BLOCKS("/blocks"),
  REPORTS("/reports"),
  AUDIT("/audit"),
  TEXTS("/texts"),
  SETTINGS("/settings");

  private static final String ADMIN = "/admin";

  private final String path;

  Place(String path) {
    this.path = path;
  }

  String path() {
    return ADMIN + path;
  }

  /** The address of something in it. */
  String path(Object... steps) {
    StringBuilder address = new StringBuilder(path());
    for (Object step : steps) {
      address.append('/').append(step);
    }
    return address.toString();
  }

  /** The key of its name. */
  String key() {
    return "admin.place." + name().toLowerCase(Locale.ROOT);
  }
}
