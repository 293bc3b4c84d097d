package dev.keyward.cli.base;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.crypto.KeyReference;
import dev.keyward.crypto.outside.OpenToken;
import dev.keyward.guardian.keyfile.ImportedKeys;
import dev.keyward.guardian.keyfile.TokenGuardian;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Options of verbs that make or find keys in a token of PKCS#11. */
public record TokenOptions(Arguments arguments, Session session) {

  private static final OptionSpec MODULE =
      OptionSpec.value("pkcs11", "MODULE", "keys in a token: the file of its PKCS#11 module");
  private static final OptionSpec TOKEN =
      OptionSpec.value("token", "LABEL", "the token, where the module has several");
  private static final OptionSpec SIGNING =
      OptionSpec.value("signing-key", "URI", "the key of the token that signs, by its PKCS#11 URI");
  private static final OptionSpec ENCRYPTION =
      OptionSpec.value("encryption-key", "URI", "the key of the token that opens");
  private static final OptionSpec GENERATE =
      OptionSpec.flag("generate", "have the token make the keys, which is also the default");
  private static final OptionSpec PIN_SOURCE =
      OptionSpec.value(
          "pin-source", "FILE", "have the references name this file, which has the PIN");

  /** The options of a verb that takes keys that are there. */
  public static List<OptionSpec> finding(List<OptionSpec> others) {
    return Stream.concat(others.stream(), Stream.of(MODULE, TOKEN, SIGNING, ENCRYPTION, PIN_SOURCE))
        .toList();
  }

  /** The options of a verb that can make keys too. */
  public static List<OptionSpec> making(List<OptionSpec> others) {
    return Stream.concat(finding(others).stream(), Stream.of(GENERATE)).toList();
  }

  /** The options of a verb that uses a token, and keeps nothing there. */
  public static List<OptionSpec> using(List<OptionSpec> others) {
    return Stream.concat(others.stream(), Stream.of(MODULE, TOKEN)).toList();
  }

  /** The options of a verb that has a token make keys. */
  public static List<OptionSpec> generating(List<OptionSpec> others) {
    return Stream.concat(others.stream(), Stream.of(MODULE, TOKEN, GENERATE, PIN_SOURCE)).toList();
  }

  /** Whether the keys are in a token. */
  public boolean isGiven() throws UsageException {
    if (!arguments.has(MODULE.name())) {
      for (OptionSpec each : List.of(TOKEN, SIGNING, ENCRYPTION, PIN_SOURCE)) {
        if (has(each)) {
          throw new UsageException("--" + each.name() + " goes with --pkcs11 MODULE");
        }
      }
    }
    return arguments.has(MODULE.name());
  }

  /** Not every verb has all of them. */
  private boolean has(OptionSpec option) {
    return arguments.declares(option.name()) && arguments.has(option.name());
  }

  /** Whether both keys are there already. */
  public boolean isFinding() throws UsageException {
    boolean both = has(SIGNING) && has(ENCRYPTION);
    if (!both && (has(SIGNING) || has(ENCRYPTION))) {
      throw new UsageException("--signing-key and --encryption-key go together");
    }
    return both;
  }

  /** The key that signs. */
  public KeyReference signing() throws KeywardException, UsageException {
    return uri(arguments.required(SIGNING.name()));
  }

  /** The key that opens. */
  public KeyReference encryption() throws KeywardException, UsageException {
    return uri(arguments.required(ENCRYPTION.name()));
  }

  /** The URI that a user gave, with what the other options say. */
  public KeyReference uri(String text) throws KeywardException, UsageException {
    return OpenToken.uri(text, module(), arguments.value(TOKEN.name()), pinSource());
  }

  private Optional<Path> pinSource() throws UsageException {
    Optional<Path> source = has(PIN_SOURCE) ? arguments.path(PIN_SOURCE.name()) : Optional.empty();
    return source.map(Path::toAbsolutePath);
  }

  private String module() throws UsageException {
    return session.path(arguments.required(MODULE.name())).toAbsolutePath().normalize().toString();
  }

  /** The token, after it took the PIN. */
  public TokenGuardian open() throws KeywardException, IOException, UsageException {
    return new TokenGuardian(isFinding() ? opened(signing()) : token(), session.tools());
  }

  /** The token that is to make keys, after it took the PIN. */
  public OpenToken token() throws KeywardException, IOException, UsageException {
    return opened(place());
  }

  private OpenToken opened(KeyReference uri) throws KeywardException, IOException, UsageException {
    return OpenToken.of(uri, pin(uri));
  }

  /** Both keys with the certificates that are in the token. */
  public ImportedKeys found() throws KeywardException, IOException, UsageException {
    if (!isFinding()) {
      throw new UsageException("--signing-key URI and --encryption-key URI are needed");
    }
    return open().read(signing(), encryption());
  }

  private KeyReference place() throws UsageException {
    String module = module();
    Optional<String> label = arguments.value(TOKEN.name());
    if (label.isEmpty()) {
      throw new UsageException("--token LABEL is needed to make keys in a token");
    }
    return OpenToken.token(module, label.get(), pinSource());
  }

  private Passphrase pin(KeyReference uri) throws KeywardException, IOException, UsageException {
    return session.passphrase(List.of(uri));
  }
}
