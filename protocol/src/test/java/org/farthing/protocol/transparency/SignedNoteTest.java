package org.farthing.protocol.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.farthing.protocol.transparency.NoteVectors.LOG;
import static org.farthing.protocol.transparency.NoteVectors.WITNESS;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import org.farthing.protocol.SeededCases;
import org.farthing.protocol.activity.ProtocolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SignedNoteTest {
  private static final String TEXT = "a\n\nb\n";
  private static final Instant TIME = Instant.ofEpochSecond(1_679_315_147);

  @Test
  void theExampleOfC2spIsVerifiedByItsKey() {
    SignedNote note = SignedNote.read(NoteVectors.bytes("signed-note-example.txt"));
    NoteKey key = NoteKey.parse(NoteVectors.text("signed-note-example.vkey").strip());

    assertThat(note.text()).isEqualTo("This is an example message.\n");
    assertThat(note.judge(List.of(key)))
        .isEqualTo(
            new NoteVerdict.Signed(
                List.of(new NoteVerdict.SignedBy(key, note.signatures().getFirst()))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "signed-note-example.txt",
        "checkpoint-example.txt",
        "cosigned-checkpoint-example.txt"
      })
  void theExamplesOfC2spAreWrittenAsTheyWereRead(String file) {
    assertThat(SignedNote.read(NoteVectors.bytes(file)).bytes()).isEqualTo(NoteVectors.bytes(file));
  }

  @Test
  void theCosignatureOfC2spsExampleTellsItsTime() {
    SignedNote note = SignedNote.read(NoteVectors.bytes("cosigned-checkpoint-example.txt"));
    NoteKey anyCosigner = WITNESS.key(NoteKeyType.COSIGNATURE_V1);

    assertThat(anyCosigner.timeOf(note.signatures().getLast())).contains(TIME);
  }

  @Test
  void aKeyIsWrittenAsItWasRead() {
    String vkey = NoteVectors.text("signed-note-example.vkey").strip();

    assertThat(NoteKey.parse(vkey)).hasToString(vkey);
    for (NoteKeyType type : NoteKeyType.values()) {
      assertThat(NoteKey.parse(LOG.key(type).toString())).isEqualTo(LOG.key(type));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.com/foo",
        "example.com/foo+530d903a",
        "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/bar+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+A+kyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+",
        "example.com/foo+530d903a+AQ==",
        "exam ple+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
      })
  void whatIsNoKeyIsRefused(String vkey) {
    assertThatThrownBy(() -> NoteKey.parse(vkey)).isInstanceOf(ProtocolException.class);
  }

  @Test
  void logAndWitnessAreToldApartThoughOneKeySigns() {
    NoteSigner both = new NoteSigner("same.example/name", LOG.key());
    SignedNote note = new SignedNote(TEXT, List.of(both.sign(TEXT))).with(both.cosign(TEXT, TIME));

    assertThat(note.judge(List.of(both.key(NoteKeyType.COSIGNATURE_V1))))
        .isEqualTo(
            new NoteVerdict.Signed(
                List.of(
                    new NoteVerdict.SignedBy(
                        both.key(NoteKeyType.COSIGNATURE_V1), note.signatures().getLast()))));
    assertThat(both.key(NoteKeyType.ED25519).verifies(TEXT, note.signatures().getLast())).isFalse();
    assertThat(both.key(NoteKeyType.COSIGNATURE_V1).verifies(TEXT, note.signatures().getFirst()))
        .isFalse();
  }

  @Test
  void signaturesOfUnknownKeysSayNothing() {
    SignedNote note = new SignedNote(TEXT, List.of(LOG.sign(TEXT)));

    assertThat(note.judge(List.of())).isEqualTo(new NoteVerdict.Unsigned());
    assertThat(note.judge(List.of(new NoteSigner("other", LOG.key()).key(NoteKeyType.ED25519))))
        .isEqualTo(new NoteVerdict.Unsigned());
    assertThat(note.judge(List.of(LOG.key(NoteKeyType.COSIGNATURE_V1))))
        .isEqualTo(new NoteVerdict.Unsigned());
  }

  @Test
  void oneForgedSignatureSpoilsTheNoteWhateverElseIsUnderIt() {
    SignedNote other = new SignedNote("other\n", List.of(LOG.sign("other\n")));
    SignedNote note =
        new SignedNote(TEXT, List.of(WITNESS.sign(TEXT))).with(other.signatures().getFirst());

    assertThat(note.judge(List.of(WITNESS.key(NoteKeyType.ED25519))))
        .isInstanceOf(NoteVerdict.Signed.class);
    assertThat(note.judge(List.of(WITNESS.key(NoteKeyType.ED25519), LOG.key(NoteKeyType.ED25519))))
        .isEqualTo(new NoteVerdict.Forged(LOG.key(NoteKeyType.ED25519)));
  }

  @Test
  void anyChangedBitOfACosignatureIsNoticed() {
    NoteKey key = WITNESS.key(NoteKeyType.COSIGNATURE_V1);
    byte[] blob = Base64.getDecoder().decode(WITNESS.cosign(TEXT, TIME).value());

    SeededCases.check(
        300,
        random -> {
          byte[] changed = blob.clone();
          changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
          NoteSignature signature =
              new NoteSignature(WITNESS.name(), Base64.getEncoder().encodeToString(changed));
          assertThat(key.verifies(TEXT, signature)).isFalse();
        });
  }

  @Test
  void timesBeyondAllBoundsAreNoTimes() {
    byte[] blob = Base64.getDecoder().decode(WITNESS.cosign(TEXT, TIME).value());
    Arrays.fill(blob, 4, 12, (byte) 0x7f);
    NoteSignature signature =
        new NoteSignature(WITNESS.name(), Base64.getEncoder().encodeToString(blob));
    NoteKey key = WITNESS.key(NoteKeyType.COSIGNATURE_V1);

    assertThat(key.timeOf(signature)).isEmpty();
    assertThat(key.verifies(TEXT, signature)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "\n\n",
        "text\n",
        "text\n\n",
        "text\n\n— name AAAAAAA=",
        "text\n\n- name AAAAAAA=\n",
        "text\n\n—name AAAAAAA=\n",
        "text\n\n— name\n",
        "text\n\n— AAAAAAA=\n",
        "text\n\n— name AAAAAAA\n",
        "text\n\n— name AAAAAAB=\n",
        "text\n\n— name AAAA\n",
        "text\n\n— name AAAAAA==\n",
        "text\n\n— name AAAAAAA= \n",
        "text\n\n— na+me AAAAAAA=\n",
        "text\n\n— na\u00a0me AAAAAAA=\n",
        "text\n\n— name AAAAAAA=\nmore\n",
        "te\rxt\n\n— name AAAAAAA=\n",
        "te\txt\n\n— name AAAAAAA=\n",
        "te\u0000xt\n\n— name AAAAAAA=\n",
      })
  void whatIsNoNoteIsRefused(String note) {
    assertThatThrownBy(() -> SignedNote.read(note.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(ProtocolException.class)
        .extracting(e -> ((ProtocolException) e).code())
        .isEqualTo("malformed");
  }

  @Test
  void whatIsTooLargeIsRefusedUnread() {
    String manySignatures = "text\n\n" + "— name AAAAAAA=\n".repeat(65);

    assertThatThrownBy(() -> SignedNote.read(new byte[SignedNote.MOST_BYTES + 1]))
        .hasMessageContaining("bytes");
    assertThatThrownBy(() -> SignedNote.read(manySignatures.getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("64 signatures");
  }

  @Test
  void notUtf8IsRefused() {
    byte[] note = new SignedNote(TEXT, List.of(LOG.sign(TEXT))).bytes();
    note[0] = (byte) 0xc3;

    assertThatThrownBy(() -> SignedNote.read(note)).hasMessage("Not UTF-8.");
  }

  @Test
  void anyBytesAreReadOrRefusedAndWhatIsReadIsWrittenTheSame() {
    byte[] good =
        new SignedNote(TEXT, List.of(LOG.sign(TEXT))).with(WITNESS.cosign(TEXT, TIME)).bytes();

    SeededCases.check(
        2000,
        random -> {
          byte[] bytes = mutated(good, random);
          try {
            assertThat(SignedNote.read(bytes).bytes()).isEqualTo(bytes);
          } catch (ProtocolException e) {
            assertThat(e.code()).isIn("malformed", "too_large");
          }
        });
  }

  private static byte[] mutated(byte[] good, SplittableRandom random) {
    byte[] bytes = Arrays.copyOf(good, random.nextInt(good.length + 4));
    for (int changes = random.nextInt(4); changes > 0 && bytes.length > 0; changes--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  @Test
  void aSignersTextKeepsItsPrivateKey() {
    assertThat(LOG).hasToString("NoteSigner of alder.example/transparency");
  }
}
