package org.farthing.node.web.widget;

import java.util.List;
import org.farthing.node.look.Frame;
import org.farthing.node.look.View;
import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;

/** All that is shown on a page about the button. */
sealed interface WidgetView extends View {

  /**
   * Asks a visitor for their node.
   *
   * @param typed what the field holds
   * @param memberOrNull the member's name, when they are signed in here
   * @param remembered whether the field holds what this browser had kept
   * @param problemOrNull why what was typed leads nowhere
   * @param canJoin whether everybody can become a member here
   */
  record From(
      Frame frame,
      String csrf,
      Wanted wanted,
      String typed,
      boolean remember,
      @Nullable String memberOrNull,
      boolean remembered,
      @Nullable String problemOrNull,
      boolean canJoin)
      implements WidgetView {
    @Override
    public String template() {
      return "widget/from.jte";
    }

    /** The page that leads on to the remembered node. */
    String on() {
      return wanted.from() + "&go=";
    }
  }

  /**
   * Makes a button for a page.
   *
   * @param problemOrNull why there is none yet: the text's key
   * @param script the newest version's address
   * @param behaviour the script of the page itself
   * @param qr the page to print; empty while there is no thing
   */
  record Configurator(
      Frame frame,
      Choice choice,
      @Nullable String problemOrNull,
      List<Snippet> snippets,
      String script,
      String behaviour,
      String qr)
      implements WidgetView {
    @Override
    public String template() {
      return "widget/configurator.jte";
    }

    /** Escaped already: templates leave out what begins with javascript. */
    String bookmarklet() {
      return Entities.escape(Snippet.bookmarklet(choice.node()));
    }
  }

  /** Shows the button in all its forms. */
  record Demo(Frame frame, Choice choice, String script) implements WidgetView {
    @Override
    public String template() {
      return "widget/demo.jte";
    }
  }

  /**
   * To print and hang up.
   *
   * @param path of the code's dark squares, in SVG
   * @param size of the code with its margin, in squares
   * @param address that the code holds
   */
  record Printed(Frame frame, Wanted wanted, String path, int size, String address)
      implements WidgetView {
    @Override
    public String template() {
      return "widget/qr.jte";
    }
  }
}
