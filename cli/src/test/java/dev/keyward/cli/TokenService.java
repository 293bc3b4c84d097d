package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A service of keys in a token, an owner in the store, and a machine for both. Test-only. */
final class TokenService implements AutoCloseable {

  /** What asks the service to sign with its key. It does that once. */
  static final String PROBE = "/KeyProtection/service/keyward/probe.xml";

  private static final String OTHERS = "a passphrase of the others";
  private static final Pattern THUMBPRINT = Pattern.compile("sha256 +([0-9a-f]{64})");

  private final TokenCommands token;
  private final String module;

  private TokenService(TokenCommands token, String module) {
    this.token = token;
    this.module = module;
  }

  /** In the folder {@code hgs}; the token is called so, too. */
  static TokenService of(SoftToken token, String module) throws Exception {
    TokenService service = new TokenService(TokenCommands.of(token), module);
    Files.writeString(service.folder().resolve("pin.txt"), SoftToken.PIN + "\n");
    service.withPin("hgs init hgs --name branch --key-size 2048 " + service.token());
    service.done("hgs metadata hgs -o branch.xml");
    service.done("guardian create owner --key-size 2048");
    service.done("guardian import branch branch.xml --allow-untrusted-root");
    SecretVm.shield(service.folder(), "--guardian branch", line -> service.run(line));
    service.done("protector create --owner owner --guardian branch -o app.kp");
    service.done("host init host");
    service.done("hgs host add hgs host --key host/host-key.pem");
    return service;
  }

  private void run(String line) {
    try {
      done(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder() {
    return token.folder();
  }

  SoftToken soft() {
    return token.token();
  }

  /** The options that name the token. */
  String token() {
    return "--pkcs11 " + module + " --token hgs";
  }

  /** Names of the files that the token keeps its objects in. */
  String objects() throws IOException {
    return Spawned.regularFiles(folder().resolve("tokens")).toString();
  }

  static String thumbprint(String printed) {
    Matcher matcher = THUMBPRINT.matcher(printed);
    assertEquals(true, matcher.find(), printed);
    return matcher.group(1);
  }

  Spawned.Ended pin(String line) throws IOException {
    return token.keyward(line.split(" "));
  }

  Spawned.Ended phrase(String line) throws IOException {
    return token.withPin(OTHERS, line.split(" "));
  }

  /** What a command printed that must succeed with the PIN. */
  String withPin(String line) throws IOException {
    return done(line, pin(line));
  }

  /** The same with the passphrase of the store. */
  String done(String line) throws IOException {
    return done(line, phrase(line));
  }

  private static String done(String line, Spawned.Ended ended) {
    assertEquals(0, ended.code(), line + ": " + ended.out() + ended.err());
    return ended.out();
  }

  /** Serves the service in that folder in a process of its own. */
  ServedToken serve(String directory) throws Exception {
    return ServedToken.start(token, List.of("hgs", "serve", directory, "--listen", "127.0.0.1:0"));
  }

  /** Asks for keys again and again until it is ended. */
  Process load(ServedToken served) throws IOException {
    String line =
        "hgs load "
            + served.url()
            + " --host-key host/private/host-key.pem --protector app.kp --connections 4"
            + " --requests 1000000 --seconds 3600";
    return token.process(line.split(" ")).start();
  }

  /** Has a host ask that service. */
  void useBy(ServedToken served, String host) throws IOException {
    done("host configure " + host + " --primary " + served.url() + " --guardian branch");
  }

  @Override
  public void close() {
    token.close();
  }
}
