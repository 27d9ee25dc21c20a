package org.farthing.node.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request written byte by byte, as no client library would. */
public final class RawRequest {

  private static final int PATIENCE_MILLIS = 20_000;
  private static final int LONGEST_STATUS_LINE = 200;

  private RawRequest() {}

  /** A request with a length that fits. */
  static byte[] of(String firstLine, String host, Map<String, String> headers, byte[] body) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("Host", host);
    all.putAll(headers);
    if (body.length > 0) {
      all.put("Content-Length", String.valueOf(body.length));
    }
    all.put("Connection", "close");
    StringBuilder head = new StringBuilder(firstLine).append("\r\n");
    all.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return joined(head.append("\r\n").toString(), body);
  }

  static byte[] joined(String head, byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(body);
    return out.toByteArray();
  }

  /** Sends it, and returns the status of the answer; 0 when there is none. */
  public static int send(byte[] request, int port) {
    try (Socket socket = new Socket("localhost", port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      try {
        socket.getOutputStream().write(request);
      } catch (IOException e) {
        // It was refused before it was read; the answer may have come all the same.
      }
      return status(socket.getInputStream());
    } catch (IOException e) {
      return 0;
    }
  }

  private static int status(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.append((char) c);
      if (line.length() > LONGEST_STATUS_LINE) {
        return -1;
      }
    }
    String[] parts = line.toString().split(" ", 3);
    return parts.length > 1 && parts[0].startsWith("HTTP/1.") ? Integer.parseInt(parts[1]) : 0;
  }
}
