package org.farthing.node.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.farthing.node.platform.mail.MailTerms;

/** A mail server that keeps for us what a node sends. */
public final class Mailbox implements AutoCloseable {

  private static final long PATIENCE_MILLIS = 60_000;
  private static final Pattern LINK = Pattern.compile("http://localhost:\\d+(/\\S+)");

  private final GreenMail server =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  private Mailbox() {
    server.setUser("node", "a secret");
    server.start();
  }

  public static Mailbox open() {
    return new Mailbox();
  }

  /** For a node that everybody may join, and that writes by this server. */
  public SignInTerms terms() {
    MailTerms mail =
        new MailTerms(
            "127.0.0.1",
            server.getSmtp().getPort(),
            MailTerms.Security.NONE,
            "node@node.example",
            Optional.of(new MailTerms.Account("node", "a secret")));
    return new SignInTerms(Registration.OPEN, Optional.of(mail), true);
  }

  /** Waits for so many letters, and gives the last. */
  public MimeMessage letter(int number) {
    assertThat(server.waitForIncomingEmail(PATIENCE_MILLIS, number)).isTrue();
    return server.getReceivedMessages()[number - 1];
  }

  List<MimeMessage> letters() {
    return List.of(server.getReceivedMessages());
  }

  /** The path of the first link in it. */
  public static String link(MimeMessage letter) {
    Matcher found = LINK.matcher(text(letter));
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  static String text(MimeMessage letter) {
    return GreenMailUtil.getBody(letter).replace("=\r\n", "").replace("=3D", "=");
  }

  @Override
  public void close() {
    server.stop();
  }
}
