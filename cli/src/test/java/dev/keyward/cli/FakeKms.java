package dev.keyward.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.keyward.crypto.DigestSignature;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** A key service on the loopback interface: it signs digests and opens ciphertexts. Test-only. */
final class FakeKms implements AutoCloseable {

  private final HttpServer server;
  private final Map<String, PrivateKey> keys = new ConcurrentHashMap<>();
  private final AtomicInteger calls = new AtomicInteger();

  private FakeKms(HttpServer server) {
    this.server = server;
  }

  /** Starts on a free port. */
  static FakeKms start() throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    FakeKms kms = new FakeKms(HttpServer.create(address, 0));
    kms.server.createContext("/keys/", kms::answer);
    kms.server.start();
    return kms;
  }

  /** Takes a key, and returns the reference that finds it. */
  String put(String name, PrivateKey key) {
    keys.put(name, key);
    return "demo-kms:http://127.0.0.1:" + server.getAddress().getPort() + "/keys/" + name;
  }

  /** How often it was asked. */
  int calls() {
    return calls.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    calls.incrementAndGet();
    String[] path = exchange.getRequestURI().getPath().split("/");
    byte[] body = exchange.getRequestBody().readNBytes(1024);
    PrivateKey key = path.length == 4 ? keys.get(path[2]) : null;
    int status = 404;
    byte[] result = new byte[0];
    if (key != null) {
      try {
        result = path[3].equals("sign") ? DigestSignature.of(key, body) : opened(key, body);
        status = 200;
      } catch (BadPaddingException e) {
        status = 422;
      } catch (GeneralSecurityException e) {
        status = 500;
      }
    }
    exchange.sendResponseHeaders(status, result.length == 0 ? -1 : result.length);
    exchange.getResponseBody().write(result);
    exchange.close();
  }

  private static byte[] opened(PrivateKey key, byte[] text) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
    OAEPParameterSpec form =
        new OAEPParameterSpec(
            "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);
    cipher.init(Cipher.DECRYPT_MODE, key, form);
    return cipher.doFinal(text);
  }

  /** Ends the service, as if the network were down. */
  @Override
  public void close() {
    server.stop(0);
  }
}
