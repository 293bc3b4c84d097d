package dev.keyward.internal.crypto.outside;

import dev.keyward.BadPassphraseException;
import dev.keyward.Fault;
import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.internal.crypto.Jdk;
import dev.keyward.internal.crypto.Rsa;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * The program that {@link TokenProcess} starts. It logs in to one token and computes with its keys,
 * for requests that come on standard input, until that ends. A module that hangs or crashes takes
 * only this process with it.
 */
public final class TokenServer {

  private static final int MOST_AT_ONCE = 32;

  private final Token token;
  private final DataOutputStream out;
  private final Map<ByteBuffer, KeyHandle> keys = new ConcurrentHashMap<>();

  private TokenServer(Token token, DataOutputStream out) {
    this.token = token;
    this.out = out;
  }

  /**
   * Serves one token.
   *
   * @param arguments the URI of the token
   */
  public static void main(String[] arguments) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
    // What a provider prints must not get between the answers.
    System.setOut(
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    try {
      Optional<TokenServer> server = login(TokenFrame.read(in), arguments[0], out);
      if (server.isPresent()) {
        server.get().serve(in);
      }
    } finally {
      // A module that hangs must not keep this process.
      Runtime.getRuntime().halt(0);
    }
  }

  private static Optional<TokenServer> login(TokenFrame request, String uri, DataOutputStream out)
      throws IOException {
    char[] pin = new char[request.fields().get(0).length / Character.BYTES];
    ByteBuffer.wrap(request.fields().get(0)).asCharBuffer().get(pin);
    request.wipe();
    try {
      TokenServer server = new TokenServer(Token.of(TokenUri.parse(uri, "key reference")), out);
      server.token.login(pin);
      new TokenFrame(request.number(), TokenFrame.Kind.DONE, List.of()).write(out);
      return Optional.of(server);
    } catch (KeywardException e) {
      refusal(request, e).write(out);
      return Optional.empty();
    } finally {
      Arrays.fill(pin, '\0');
    }
  }

  private void serve(DataInputStream in) throws IOException {
    ExecutorService workers = Executors.newFixedThreadPool(MOST_AT_ONCE);
    while (true) {
      TokenFrame request = TokenFrame.read(in);
      workers.execute(() -> answer(request));
    }
  }

  private void answer(TokenFrame request) {
    TokenFrame answer;
    try {
      answer = computed(request);
    } catch (KeywardException e) {
      answer = refusal(request, e);
    } catch (GeneralSecurityException | RuntimeException e) {
      answer = refusal(request, trouble());
    }
    try {
      synchronized (out) {
        answer.write(out);
      }
    } catch (IOException e) {
      Runtime.getRuntime().halt(1);
    } finally {
      answer.wipe();
    }
  }

  private KeyUnusableException trouble() {
    return new KeyUnusableException(
        Fault.of("key-unusable", token.place(), "the device fails", "a device that is there"),
        true);
  }

  private TokenFrame computed(TokenFrame request)
      throws KeywardException, GeneralSecurityException {
    List<byte[]> fields = request.fields();
    KeyHandle key = key(fields.get(0));
    if (request.kind() == TokenFrame.Kind.SIGN) {
      byte[][] data = fields.subList(1, fields.size()).toArray(byte[][]::new);
      return done(request, key.sign(data));
    }
    Rsa.Digests digests = new Rsa.Digests(text(fields.get(1)), text(fields.get(2)));
    int size = ByteBuffer.wrap(fields.get(4)).getInt();
    Optional<byte[]> message = key.open(digests, fields.get(3), size);
    return message.isPresent()
        ? done(request, message.get())
        : new TokenFrame(request.number(), TokenFrame.Kind.CLOSED, List.of());
  }

  private TokenFrame done(TokenFrame request, byte[] result) {
    List<byte[]> fields = new ArrayList<>(List.of(result));
    token
        .sessions()
        .ifPresent(open -> fields.add(ByteBuffer.allocate(Integer.BYTES).putInt(open).array()));
    return new TokenFrame(request.number(), TokenFrame.Kind.DONE, fields);
  }

  private KeyHandle key(byte[] encoded) throws KeywardException, GeneralSecurityException {
    KeyHandle known = keys.get(ByteBuffer.wrap(encoded));
    if (known == null) {
      RSAPublicKey key =
          (RSAPublicKey) Jdk.keyFactory().generatePublic(new X509EncodedKeySpec(encoded));
      known = token.key(key);
      keys.put(ByteBuffer.wrap(encoded), known);
    }
    return known;
  }

  private static String text(byte[] field) {
    return new String(field, StandardCharsets.UTF_8);
  }

  private static TokenFrame refusal(TokenFrame request, KeywardException e) {
    Fault fault = e.fault();
    TokenFrame.Kind kind = TokenFrame.Kind.REFUSED;
    if (e instanceof BadPassphraseException) {
      kind = TokenFrame.Kind.WRONG_PIN;
    } else if (e instanceof KeyUnusableException unusable && unusable.isWorthRetrying()) {
      kind = TokenFrame.Kind.FAILED;
    }
    List<byte[]> parts =
        Stream.of(
                fault.code(),
                fault.where(),
                fault.found(),
                fault.expected(),
                fault.hint().orElse(""))
            .map(part -> part.getBytes(StandardCharsets.UTF_8))
            .toList();
    return new TokenFrame(request.number(), kind, parts);
  }
}
