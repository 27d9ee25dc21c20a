package org.farthing.protocol.signature;

/** Inside this package: a signature, or what it covers, cannot be read. Never leaves it. */
final class MalformedSignature extends RuntimeException {
  MalformedSignature(String detail) {
    super(detail);
  }
}
