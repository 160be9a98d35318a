package dev.mlsim.sdk.loopback;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** Speaks HTTP by hand, since clients don't let one send what a page or an attacker would. */
public final class RawHttp {
  /** An AWS signature for us-east-1, which nobody checks. */
  public static final String SIGNATURE = signature("us-east-1");

  private static final int PATIENCE_MILLIS = 20_000;

  private final int port;

  /** Talks to the port of this machine. */
  public RawHttp(int port) {
    this.port = port;
  }

  /**
   * What came back.
   *
   * @param status the HTTP status, 0 if the connection was closed without an answer
   * @param text all of it
   */
  public record Answer(int status, String text) {
    /** What stands behind the headers. */
    public String body() {
      return text.substring(text.indexOf("\r\n\r\n") + 4);
    }
  }

  /** An AWS signature for a region, which nobody checks. */
  public static String signature(String region) {
    return "AWS4-HMAC-SHA256 Credential=AKIDMINE/20260101/"
        + region
        + "/sagemaker/aws4_request, SignedHeaders=host, Signature=00";
  }

  /** The host that the port is. */
  public String host() {
    return "Host: 127.0.0.1:" + port;
  }

  /** Sends a GET with these headers, of which one should be the host. */
  public Answer get(String target, String... headers) throws IOException {
    return send("GET", target, "", headers);
  }

  /** Sends a request with these headers, and its connection's end. */
  public Answer send(String method, String target, String body, String... headers)
      throws IOException {
    StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    if (!body.isEmpty()) {
      request.append("Content-Length: ").append(body.length()).append("\r\n");
    }
    return raw(request + "Connection: close\r\n\r\n" + body);
  }

  /** Sends bytes as they are, and reads until the connection ends. */
  public Answer raw(String bytes) throws IOException {
    try (Socket socket = open(bytes)) {
      return rest(socket);
    }
  }

  /** Opens a connection and sends bytes as they are. */
  public Socket open(String bytes) throws IOException {
    Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    return socket;
  }

  /** Reads until the connection ends, by whichever side and however rudely. */
  public static Answer rest(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    try {
      in.transferTo(read);
    } catch (SocketException reset) {
      // What came before counts.
    }
    String text = read.toString(StandardCharsets.UTF_8);
    return new Answer(text.isEmpty() ? 0 : Integer.parseInt(text.substring(9, 12)), text);
  }
}
