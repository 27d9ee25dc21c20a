package org.farthing.node.signin;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.AttestationObject;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.farthing.node.account.MemberId;
import org.farthing.protocol.activity.Origin;

/**
 * Reads and checks what browsers say of passkeys (Web Authentication, level 3), for this node
 * alone: signed for its host, on a page of its origin. Thread-safe.
 */
final class WebAuthn {

  private static final System.Logger LOG = System.getLogger(WebAuthn.class.getName());

  /** EdDSA, ECDSA with P-256, RSA (PKCS #1), each with SHA-256 or what belongs to it. */
  static final List<Long> ALGORITHMS = List.of(-8L, -7L, -257L);

  private final Origin origin;
  private final WebAuthnManager manager = WebAuthnManager.createNonStrictWebAuthnManager();
  private final AttestedCredentialDataConverter credentials =
      new AttestedCredentialDataConverter(new ObjectConverter());

  WebAuthn(Origin origin) {
    this.origin = origin;
  }

  /**
   * A passkey that a device has made.
   *
   * @param credential attested credential data
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Created(byte[] credentialId, byte[] credential, long signCount) {}

  /** What a browser says that it has made; nothing of it is true before it is checked. */
  record Creation(Secret challenge, RegistrationData data) {}

  /** What a device is said to have signed; nothing of it is true before it is checked. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Answer(Secret challenge, byte[] credentialId, AuthenticationData data) {

    /** Whether the device keeps it for this member, as it says. */
    boolean isOf(MemberId member) {
      return Arrays.equals(data.getUserHandle(), PasskeyOptions.userHandle(member));
    }
  }

  /** Empty when it cannot be read. */
  Optional<Creation> readCreation(String json) {
    return unlessMalformed(
        () -> {
          RegistrationData data = manager.parseRegistrationResponseJSON(json);
          return Optional.ofNullable(data.getCollectedClientData())
              .map(said -> new Creation(challenge(said), data));
        });
  }

  /** Empty when it cannot be read. */
  Optional<Answer> readAnswer(String json) {
    return unlessMalformed(
        () -> {
          AuthenticationData data = manager.parseAuthenticationResponseJSON(json);
          return Optional.ofNullable(data.getCollectedClientData())
              .map(said -> new Answer(challenge(said), credentialId(data), data));
        });
  }

  /** Of whatever has none nothing is read. */
  @SuppressWarnings("NullAway") // Which takes the library's annotation for one of the bytes.
  private static byte[] credentialId(AuthenticationData data) {
    return Objects.requireNonNull(data.getCredentialId());
  }

  /**
   * Of what is not as it has to be the library says so with exceptions of its own, of Jackson, and,
   * where a part is missing, with whatever comes of that.
   */
  private static <T> Optional<T> unlessMalformed(Supplier<Optional<T>> reading) {
    try {
      return reading.get();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "a passkey was refused", e);
      return Optional.empty();
    }
  }

  private static Secret challenge(CollectedClientData said) {
    return new Secret(encoded(said.getChallenge().getValue()));
  }

  static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The passkey, if all is as it has to be: the challenge is taken for one that we have given. */
  Optional<Created> check(Creation creation) {
    List<PublicKeyCredentialParameters> algorithms =
        ALGORITHMS.stream()
            .map(
                it ->
                    new PublicKeyCredentialParameters(
                        PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.create(it)))
            .toList();
    return unlessMalformed(
        () -> {
          RegistrationData data =
              manager.verify(
                  creation.data(),
                  new RegistrationParameters(server(creation.challenge()), algorithms, true, true));
          return Optional.ofNullable(data.getAttestationObject())
              .map(AttestationObject::getAuthenticatorData)
              .flatMap(this::created);
        });
  }

  private Optional<Created> created(AuthenticatorData<?> device) {
    return Optional.ofNullable(device.getAttestedCredentialData())
        .map(
            it ->
                new Created(it.getCredentialId(), credentials.convert(it), device.getSignCount()));
  }

  /**
   * The count of the device, if it is this passkey that has signed, and the count has not gone back
   * as that of a copy would.
   *
   * @param verified whether the device has to have made sure who holds it
   */
  Optional<Long> check(Answer answer, Passkey passkey, boolean verified) {
    return unlessMalformed(
        () -> {
          AuthenticationData data =
              manager.verify(
                  answer.data(),
                  new AuthenticationParameters(
                      server(answer.challenge()), record(passkey), null, verified, true));
          return Optional.ofNullable(data.getAuthenticatorData())
              .map(AuthenticatorData::getSignCount);
        });
  }

  private ServerProperty server(Secret challenge) {
    return ServerProperty.builder()
        .origin(com.webauthn4j.data.client.Origin.create(origin.toString()))
        .rpId(origin.host())
        .challenge(new DefaultChallenge(Base64.getUrlDecoder().decode(challenge.text())))
        .build();
  }

  private CredentialRecordImpl record(Passkey passkey) {
    return new CredentialRecordImpl(
        new NoneAttestationStatement(),
        null,
        null,
        null,
        passkey.signCount(),
        credentials.convert(passkey.credential()),
        null,
        null,
        null,
        null);
  }
}
