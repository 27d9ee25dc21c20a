package org.farthing.node.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.farthing.protocol.activity.Origin;

/**
 * Posts flattrs on a connection that is kept alive, each of a donor and thing not clicked before.
 * Cheap, since it shares the processors with what it measures: requests lie ready but for the
 * number of the thing, and of an answer only status and length are read.
 */
final class Clicks implements FlattrRate.Client {

  private static final int DIGITS = 6;
  private static final byte[] CREATED = ascii("HTTP/1.1 201 ");
  private static final byte[] LENGTH = ascii("content-length: ");
  private static final byte[] END_OF_HEAD = ascii("\r\n\r\n");

  private final Socket socket;
  private final OutputStream out;
  private final InputStream in;
  private final List<byte[]> requests = new ArrayList<>();
  private final int things;
  private final LongSupplier next;
  private final byte[] answer = new byte[8192];

  /**
   * @param tokens of the donors
   * @param next the number of a click, never the same
   */
  Clicks(Origin node, List<String> tokens, int things, LongSupplier next) throws IOException {
    this.socket = new Socket("localhost", node.port());
    socket.setTcpNoDelay(true);
    this.out = socket.getOutputStream();
    this.in = socket.getInputStream();
    tokens.forEach(token -> requests.add(request(node, token)));
    this.things = things;
    this.next = next;
  }

  static String url(int thing) {
    return ("https://creator.example/%0" + DIGITS + "d").formatted(thing);
  }

  private static byte[] request(Origin node, String token) {
    String body = "{\"url\":\"" + url(0) + "\"}";
    return ascii(
        "POST /api/v1/flattrs HTTP/1.1\r\nHost: "
            + node.authority()
            + "\r\nContent-Type: application/json\r\nAuthorization: Bearer "
            + token
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void once() throws IOException {
    long number = next.getAsLong();
    int thing = (int) (number / requests.size());
    if (thing >= things) {
      throw new IllegalStateException("All pairs are used up: there must be more things.");
    }
    byte[] request = requests.get((int) (number % requests.size()));
    write(thing, request);
    out.write(request);
    readAnswer();
  }

  /** The digits stand before the two bytes that end the body. */
  private static void write(int thing, byte[] request) {
    int rest = thing;
    for (int place = request.length - 3; place >= request.length - 2 - DIGITS; place--) {
      request[place] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private void readAnswer() throws IOException {
    int read = 0;
    int bodyAt = -1;
    int end = Integer.MAX_VALUE;
    while (read < end) {
      int more = in.read(answer, read, answer.length - read);
      if (more < 0) {
        throw new IOException("The connection ended.");
      }
      read += more;
      if (bodyAt < 0) {
        bodyAt = after(END_OF_HEAD, read);
        end = bodyAt < 0 ? end : bodyAt + number(after(LENGTH, bodyAt));
      }
    }
    if (after(CREATED, CREATED.length) < 0) {
      throw new IllegalStateException(new String(answer, 0, read, StandardCharsets.UTF_8));
    }
  }

  /** The place after the first occurrence of something in the answer, in any case; else -1. */
  private int after(byte[] wanted, int end) {
    for (int start = 0; start <= end - wanted.length; start++) {
      int same = 0;
      while (same < wanted.length && lower(answer[start + same]) == lower(wanted[same])) {
        same++;
      }
      if (same == wanted.length) {
        return start + same;
      }
    }
    return -1;
  }

  private static int lower(byte letter) {
    return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
  }

  private int number(int start) {
    int value = 0;
    for (int place = start; Character.isDigit(answer[place]); place++) {
      value = value * 10 + answer[place] - '0';
    }
    return value;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
