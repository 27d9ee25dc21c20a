package org.farthing.node.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.farthing.node.platform.http.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DomainTest {

  @ParameterizedTest
  @CsvSource({
    "Birch.Example, birch.example",
    "birch.example., birch.example",
    "bücher.example, xn--bcher-kva.example",
    "BÜCHER.example, xn--bcher-kva.example",
    "xn--bcher-kva.example, xn--bcher-kva.example",
    "birch。example, birch.example",
    "localhost:8081, localhost:8081",
    "[::1]:8080, [::1]:8080",
    "192.0.2.1, 192.0.2.1"
  })
  void oneNameHasOneSpelling(String written, String name) {
    assertThat(Domain.of(" " + written + " ").name()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "https://birch.example",
        "birch.example/path",
        "bi*ch.example",
        "birch..example",
        "-birch.example",
        "bob@birch.example",
        "birch.example:0",
        "birch example",
        "a234567890123456789012345678901234567890123456789012345678901234.example"
      })
  void whatIsNoNameIsRefused(String text) {
    assertThatThrownBy(() -> Domain.of(text))
        .isInstanceOfSatisfying(
            Problem.class, it -> assertThat(it.code()).isEqualTo("malformed_domain"));
  }

  @ParameterizedTest
  @CsvSource({
    "birch.example, https://birch.example/users/bob, true",
    "birch.example, https://BIRCH.example./users/bob, true",
    "birch.example, https://a.b.birch.example:8443/, true",
    "birch.example, https://silverbirch.example/, false",
    "a.birch.example, https://birch.example/, false",
    "birch.example:8443, https://birch.example:8443/, true",
    "birch.example:8443, https://birch.example/, false",
    "example, https://birch.example/, true",
    "[::1], http://[::1]:8080/, true"
  })
  void ruleHoldsForSubdomainsAndNoNeighbours(String domain, URI address, boolean covers) {
    assertThat(Domain.of(domain).covers(address)).isEqualTo(covers);
  }

  @Test
  void namesAreSearchedFromTheNarrowestOn() {
    assertThat(Domain.namesOf(URI.create("https://a.birch.example:81/")))
        .containsExactly("a.birch.example:81", "a.birch.example", "birch.example", "example");
  }
}
