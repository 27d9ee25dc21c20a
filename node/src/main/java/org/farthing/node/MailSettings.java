package org.farthing.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.farthing.node.platform.mail.MailTerms;
import org.farthing.node.platform.mail.MailTerms.Account;
import org.farthing.node.platform.mail.MailTerms.Security;

/** Reads how letters leave a node. */
final class MailSettings {

  private static final int PORT_TLS = 465;
  private static final int PORT_SUBMISSION = 587;
  private static final int PORT_PLAIN = 25;
  private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>,;]+@[^\\s@<>,;]+");
  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "::1");

  private MailSettings() {}

  /**
   * Reads all keys of {@code mail}.
   *
   * @return nothing when no host is named
   * @throws ConfigRefused when something is wrong or missing
   */
  static Optional<MailTerms> read(Settings settings) {
    Optional<String> host = settings.optional("mail.host");
    Security security =
        Security.valueOf(
            settings
                .oneOf("mail.security", "starttls", Set.of("tls", "starttls", "none"))
                .toUpperCase(Locale.ROOT));
    int port = settings.integer("mail.port", usualPort(security), 1, 65_535);
    Optional<String> sender = settings.optional("mail.sender");
    Optional<Account> account = account(settings);
    if (host.isEmpty()) {
      return Optional.empty();
    }
    if (sender.filter(it -> ADDRESS.matcher(it).matches()).isEmpty()) {
      throw settings.refused("mail.sender", "is no e-mail address, and letters need one");
    }
    if (security == Security.NONE && !LOCAL.contains(host.get())) {
      throw settings.refused(
          "mail.security", "is none, which is only for a server on this machine");
    }
    return Optional.of(new MailTerms(host.get(), port, security, sender.get(), account));
  }

  private static int usualPort(Security security) {
    return switch (security) {
      case TLS -> PORT_TLS;
      case STARTTLS -> PORT_SUBMISSION;
      case NONE -> PORT_PLAIN;
    };
  }

  private static Optional<Account> account(Settings settings) {
    Optional<String> user = settings.optional("mail.user");
    Optional<String> file = settings.optional("mail.passwordFile");
    Optional<String> password = settings.optional("mail.password");
    if (file.isPresent() && password.isPresent()) {
      throw settings.refused("mail.passwordFile", "is there beside mail.password: one is enough");
    }
    Optional<String> secret = file.isPresent() ? Optional.of(fromFile(settings)) : password;
    if (user.isPresent() != secret.isPresent()) {
      throw settings.refused("mail.user", "and a password come together, or neither");
    }
    return user.map(name -> new Account(name, secret.orElseThrow()));
  }

  private static String fromFile(Settings settings) {
    Path file = settings.path("mail.passwordFile", "");
    try {
      return Files.readString(file, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw settings.refused("mail.passwordFile", "cannot be read: " + file);
    }
  }
}
