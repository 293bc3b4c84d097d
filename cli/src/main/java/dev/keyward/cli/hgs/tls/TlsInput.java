package dev.keyward.cli.hgs.tls;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.crypto.outside.OutsideKeys;
import dev.keyward.crypto.outside.TlsServer;
import dev.keyward.file.SafeFiles;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.keyfile.KeySource;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The files with the key and certificates of TLS, which are read again when they change. */
public final class TlsInput {

  /** The one file that has the key and its certificates. */
  public static final OptionSpec PKCS12 =
      OptionSpec.value("tls", "FILE", "serve HTTPS with the key in this PKCS#12 file");

  /** The certificates in a file of their own. */
  public static final OptionSpec CERTIFICATES =
      OptionSpec.value(
          "tls-cert",
          "FILE",
          "serve HTTPS with these certificates in PEM, that of the server first");

  /** The key of these certificates. */
  public static final OptionSpec KEY =
      OptionSpec.value(
          "tls-key", "FILE", "the private key of --tls-cert in PEM, without passphrase");

  /** The files in PEM, or the one file in PKCS#12, as they were typed. */
  private final List<String> names;

  private final List<Path> files;
  private final Optional<Passphrase> passphrase;
  private byte[] digest = new byte[0];

  private TlsInput(List<String> names, List<Path> files, Optional<Passphrase> passphrase) {
    this.names = names;
    this.files = files;
    this.passphrase = passphrase;
  }

  /** What the options name; empty for a service without TLS. */
  public static Optional<TlsInput> of(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    boolean own = arguments.has("key-passphrase-file") || arguments.has("key-passphrase-env");
    if (own && !arguments.has(PKCS12.name())) {
      throw new UsageException("--key-passphrase-file and -env go with --tls");
    }
    if (arguments.has(CERTIFICATES.name()) != arguments.has(KEY.name())) {
      throw new UsageException("--tls-cert and --tls-key go together");
    }
    if (arguments.has(PKCS12.name()) && arguments.has(KEY.name())) {
      throw new UsageException("--tls is one file with both; leave out --tls-cert and --tls-key");
    }
    List<String> names = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    for (OptionSpec option : List.of(PKCS12, CERTIFICATES, KEY)) {
      Optional<String> name = arguments.value(option.name());
      if (name.isPresent()) {
        names.add(name.get());
        files.add(session.path(name.get()));
      }
    }
    if (files.isEmpty()) {
      return Optional.empty();
    }
    Optional<Passphrase> passphrase = Optional.empty();
    if (files.size() == 1) {
      passphrase =
          Optional.of(own ? session.passphraseFrom("key-passphrase") : session.passphrase());
    }
    return Optional.of(new TlsInput(List.copyOf(names), List.copyOf(files), passphrase));
  }

  /** The key and certificates as the files are now. */
  public TlsServer read() throws KeywardException, IOException {
    return readIfChanged().orElseThrow();
  }

  /** The same, if the files are others than those that were read last. */
  Optional<TlsServer> readIfChanged() throws KeywardException, IOException {
    List<byte[]> contents = contents();
    try {
      return Arrays.equals(digest, digest(contents))
          ? Optional.empty()
          : Optional.of(read(contents));
    } finally {
      contents.forEach(content -> Arrays.fill(content, (byte) 0));
    }
  }

  private TlsServer read(List<byte[]> contents) throws KeywardException {
    TlsServer server =
        passphrase.isPresent()
            ? OutsideKeys.tls(contents.get(0), passphrase.get(), names.get(0))
            : OutsideKeys.tls(contents.get(0), contents.get(1), names);
    digest = digest(contents);
    return server;
  }

  private List<byte[]> contents() throws KeywardException, IOException {
    List<byte[]> contents = new ArrayList<>();
    for (Path file : files) {
      contents.add(SafeFiles.readAtMost(file, KeySource.MOST_BYTES));
    }
    return contents;
  }

  private static byte[] digest(List<byte[]> contents) {
    MessageDigest digest = Thumbprint.sha256();
    contents.forEach(content -> digest.update(Thumbprint.sha256().digest(content)));
    return digest.digest();
  }
}
