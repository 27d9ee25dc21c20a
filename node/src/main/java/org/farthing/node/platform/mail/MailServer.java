package org.farthing.node.platform.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/** Hands letters to an SMTP server, one connection each. Thread-safe. */
public final class MailServer {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Only the operator can mend these: the server wants another name, password or encryption. */
  private static final Set<Integer> OWN_FAULTS = Set.of(530, 534, 535, 538);

  private final MailTerms terms;
  private final Session session;
  private final String domain;

  /** What comes of sending a letter. */
  public sealed interface Outcome {

    /** The server has taken it over. */
    record Taken() implements Outcome {}

    /**
     * Not now; it may be different later.
     *
     * @param reason without address and text
     */
    record Later(String reason) implements Outcome {}

    /**
     * The server will never take it.
     *
     * @param reason without address and text
     */
    record Refused(String reason) implements Outcome {}
  }

  /**
   * @param domain in the ids of letters: that of the node
   */
  public MailServer(MailTerms terms, String domain) {
    this.terms = terms;
    this.session = Session.getInstance(properties(terms));
    this.domain = domain;
  }

  private static Properties properties(MailTerms terms) {
    Properties properties = new Properties();
    String patience = String.valueOf(PATIENCE.toMillis());
    properties.setProperty("mail.transport.protocol", "smtp");
    properties.setProperty("mail.smtp.host", terms.host());
    properties.setProperty("mail.smtp.port", String.valueOf(terms.port()));
    properties.setProperty("mail.smtp.connectiontimeout", patience);
    properties.setProperty("mail.smtp.timeout", patience);
    properties.setProperty("mail.smtp.writetimeout", patience);
    properties.setProperty("mail.smtp.auth", String.valueOf(terms.account().isPresent()));
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    switch (terms.security()) {
      case TLS -> properties.setProperty("mail.smtp.ssl.enable", "true");
      case STARTTLS -> {
        properties.setProperty("mail.smtp.starttls.enable", "true");
        properties.setProperty("mail.smtp.starttls.required", "true");
      }
      case NONE -> {}
    }
    return properties;
  }

  /** Sends a letter; waits for the server's answer, at most about a minute. */
  public Outcome send(Mail mail, Instant now) {
    try (Transport transport = session.getTransport()) {
      Optional<MailTerms.Account> account = terms.account();
      transport.connect(
          account.map(MailTerms.Account::user).orElse(null),
          account.map(MailTerms.Account::password).orElse(null));
      MimeMessage message = message(mail, now);
      transport.sendMessage(message, message.getAllRecipients());
      return new Outcome.Taken();
    } catch (AuthenticationFailedException e) {
      return new Outcome.Later("the server does not let this node in");
    } catch (MessagingException e) {
      int code = code(e);
      String reason = reason(e, code);
      return code / 100 == 5 && !OWN_FAULTS.contains(code)
          ? new Outcome.Refused(reason)
          : new Outcome.Later(reason);
    }
  }

  private MimeMessage message(Mail mail, Instant now) throws MessagingException {
    String id = "<" + mail.id() + "@" + domain + ">";
    MimeMessage message =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
          }
        };
    message.setFrom(new InternetAddress(terms.sender()));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.recipient()));
    message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
    message.setText(mail.text(), StandardCharsets.UTF_8.name());
    message.setSentDate(Date.from(now));
    // No robot answers a robot (RFC 3834).
    message.setHeader("Auto-Submitted", "auto-generated");
    return message;
  }

  /** The server's code, of the innermost of the chained exceptions that has one; 0 when none. */
  private static int code(MessagingException e) {
    int code = 0;
    for (@Nullable Exception each = e; each != null; each = next(each)) {
      if (each instanceof SMTPAddressFailedException address) {
        code = address.getReturnCode();
      } else if (each instanceof SMTPSendFailedException sending) {
        code = sending.getReturnCode();
      }
    }
    return code;
  }

  private static @Nullable Exception next(Exception e) {
    return e instanceof MessagingException chained ? chained.getNextException() : null;
  }

  /** What servers say may have the address in it. */
  private static String reason(MessagingException e, int code) {
    if (code > 0) {
      return "the server answers " + code;
    }
    return e.getNextException() instanceof IOException
        ? "the server cannot be reached"
        : e.getClass().getSimpleName();
  }
}
