package org.farthing.node;

import io.helidon.config.Config;
import io.helidon.config.ConfigException;
import io.helidon.config.ConfigSources;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Values by key, each with the place it was found at. A key that nobody asked for is refused in the
 * end, since it is most likely a slip of the pen.
 */
final class Settings {
  private static final String PREFIX = "FARTHING_";
  private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}\\.\\d{2}");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  private final Path folder;
  private final Map<String, Found> fromFile;
  private final Map<String, String> environment;
  private final Set<String> asked = new HashSet<>();

  private record Found(String value, String place) {}

  private Settings(Path folder, Map<String, Found> fromFile, Map<String, String> environment) {
    this.folder = folder;
    this.fromFile = fromFile;
    this.environment = environment;
  }

  static Settings read(Optional<Path> file, Path folder, Map<String, String> environment) {
    Map<String, String> ours = new TreeMap<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX)) {
            ours.put(name, value);
          }
        });
    Path usual = folder.resolve("farthing.yaml");
    if (file.isEmpty() && !Files.exists(usual)) {
      return new Settings(folder, Map.of(), ours);
    }
    return new Settings(folder, values(file.map(folder::resolve).orElse(usual)), ours);
  }

  private static Map<String, Found> values(Path file) {
    if (!Files.isReadable(file)) {
      throw new ConfigRefused("--config", file.toString(), "cannot be read");
    }
    Map<String, Found> values = new TreeMap<>();
    try {
      Config.builder(ConfigSources.file(file))
          .disableEnvironmentVariablesSource()
          .disableSystemPropertiesSource()
          .disableValueResolving()
          .disableKeyResolving()
          .build()
          .asMap()
          .orElse(Map.of())
          .forEach((key, value) -> values.put(key, new Found(value, file.toString())));
    } catch (ConfigException e) {
      throw new ConfigRefused("the whole file", file.toString(), "is no YAML: " + innermost(e));
    }
    return values;
  }

  private static String innermost(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).strip().replaceAll("\\s+", " ");
  }

  /** {@code policy.feeBasisPoints} as {@code FARTHING_POLICY_FEE_BASIS_POINTS}. */
  private static String variable(String key) {
    return PREFIX
        + key.replaceAll("([a-z])([A-Z])", "$1_$2").replace('.', '_').toUpperCase(Locale.ROOT);
  }

  private @Nullable Found find(String key) {
    asked.add(key);
    String value = environment.get(variable(key));
    return value == null
        ? fromFile.get(key)
        : new Found(value, "environment variable " + variable(key));
  }

  ConfigRefused refused(String key, String reason) {
    Found found = find(key);
    return new ConfigRefused(key, found == null ? "the default" : found.place(), reason);
  }

  Optional<String> optional(String key) {
    return Optional.ofNullable(find(key)).map(Found::value).filter(value -> !value.isBlank());
  }

  /** Entries with commas between them, or a list of YAML; none when nothing is there. */
  private List<String> list(String key) {
    List<String> entries =
        new ArrayList<>(optional(key).stream().flatMap(it -> Stream.of(it.split(","))).toList());
    for (int i = 0; ; i++) {
      Found entry = fromFile.get(key + "." + i);
      if (entry == null) {
        break;
      }
      asked.add(key + "." + i);
      if (!environment.containsKey(variable(key))) {
        entries.add(entry.value());
      }
    }
    return entries.stream().map(String::strip).filter(it -> !it.isEmpty()).toList();
  }

  /**
   * A list, read.
   *
   * @param reader throws {@link IllegalArgumentException} with what is wrong
   */
  <T> T parsed(String key, Function<List<String>, T> reader) {
    try {
      return reader.apply(list(key));
    } catch (IllegalArgumentException e) {
      throw refused(key, "is refused: " + e.getMessage());
    }
  }

  String text(String key, String otherwise) {
    return optional(key).orElse(otherwise);
  }

  Path path(String key, String otherwise) {
    return folder.resolve(text(key, otherwise)).toAbsolutePath().normalize();
  }

  boolean flag(String key, boolean otherwise) {
    String value = text(key, String.valueOf(otherwise));
    if (!value.equals("true") && !value.equals("false")) {
      throw refused(key, "is neither true nor false: " + value);
    }
    return value.equals("true");
  }

  int integer(String key, int otherwise, int least, int most) {
    String value = text(key, String.valueOf(otherwise));
    if (!value.matches("\\d{1,9}")) {
      throw refused(key, "is no whole number: " + value);
    }
    int number = Integer.parseInt(value);
    if (number < least || number > most) {
      throw refused(key, "is not within %d to %d: %d".formatted(least, most, number));
    }
    return number;
  }

  /** An amount with two decimals, in micro-units. */
  long micros(String key, String otherwise, String least, String most) {
    String value = text(key, otherwise);
    if (!DECIMAL.matcher(value).matches()) {
      throw refused(key, "is no amount with two decimals: " + value);
    }
    BigDecimal amount = new BigDecimal(value);
    if (amount.compareTo(new BigDecimal(least)) < 0 || amount.compareTo(new BigDecimal(most)) > 0) {
      throw refused(key, "is not within %s to %s: %s".formatted(least, most, value));
    }
    return amount.movePointRight(6).longValueExact();
  }

  String oneOf(String key, String otherwise, Set<String> choices) {
    String value = text(key, otherwise);
    if (!choices.contains(value)) {
      throw refused(
          key,
          "is none of %s: %s"
              .formatted(String.join(", ", choices.stream().sorted().toList()), value));
    }
    return value;
  }

  String currency(String key, String otherwise) {
    String value = text(key, otherwise);
    if (!CURRENCY.matcher(value).matches()) {
      throw refused(key, "is no ISO 4217 code: " + value);
    }
    return value;
  }

  /** Scheme, host and port; plain http only for this machine itself. */
  Optional<URI> origin(String key) {
    return optional(key).map(value -> origin(key, value));
  }

  private URI origin(String key, String value) {
    URI uri;
    try {
      uri = URI.create(value);
    } catch (IllegalArgumentException e) {
      throw refused(key, "is no URL: " + value);
    }
    boolean bare =
        uri.getHost() != null
            && uri.getRawUserInfo() == null
            && uri.getRawQuery() == null
            && uri.getRawFragment() == null
            && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"));
    if (!bare || !value.equals(value.toLowerCase(Locale.ROOT))) {
      throw refused(key, "is not of the form https://node.example: " + value);
    }
    boolean local = Set.of("localhost", "127.0.0.1", "[::1]").contains(uri.getHost());
    if (!uri.getScheme().equals("https") && !(uri.getScheme().equals("http") && local)) {
      throw refused(key, "does not start with https://: " + value);
    }
    return URI.create(value.endsWith("/") ? value.substring(0, value.length() - 1) : value);
  }

  void refuseUnknown() {
    fromFile.forEach(
        (key, found) -> {
          if (!asked.contains(key)) {
            throw new ConfigRefused(key, found.place(), "is not a key that is known");
          }
        });
    environment
        .keySet()
        .forEach(
            name -> {
              if (asked.stream().noneMatch(key -> variable(key).equals(name))) {
                throw new ConfigRefused(name, "the environment", "is not a key that is known");
              }
            });
  }
}
