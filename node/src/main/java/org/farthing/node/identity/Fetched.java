package org.farthing.node.identity;

import jakarta.json.JsonObject;
import java.net.URI;

/** What stands at an address elsewhere. */
sealed interface Fetched {

  /**
   * A document of ActivityStreams that speaks for itself: its id is where it was fetched.
   *
   * @param at its id
   */
  record Document(URI at, JsonObject json) implements Fetched {}

  record Html(Page page) implements Fetched {}

  /** Something that names nobody: an image, a file, a page that is too large to be read. */
  record Mute() implements Fetched {}

  /**
   * Nothing that this node may or can have.
   *
   * @param code {@code not_found}, {@code not_shown}, {@code refused_address}, {@code
   *     too_many_redirects}, {@code no_answer}, {@code malformed_document}, {@code malformed_url}
   * @param detail for people
   */
  record Refused(String code, String detail) implements Fetched {}

  /** Nothing for now: no answer in time, or one that says so. */
  record Unreachable(String detail) implements Fetched {}
}
