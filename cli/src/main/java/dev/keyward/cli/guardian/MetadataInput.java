package dev.keyward.cli.guardian;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.NotTrustedException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.Text;
import dev.keyward.file.SafeFiles;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.guardian.metadata.download.MetadataDownload;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Guardian metadata from a file, from stdin or from an address. */
final class MetadataInput {

  private final Session session;
  private final List<GuardianCertificate> authorities;

  MetadataInput(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    this.session = session;
    this.authorities = TrustOptions.certificates(Options.CA.name(), arguments, session);
  }

  private static boolean isAddress(String from) {
    String lower = from.toLowerCase(Locale.ROOT);
    return lower.startsWith("http://") || lower.startsWith("https://");
  }

  /** Over http anybody on the way can answer, so the user must say whose answer is wanted. */
  void requireProtected(String from, boolean pinned) throws NotTrustedException {
    if (from.toLowerCase(Locale.ROOT).startsWith("http://") && !pinned) {
      throw new NotTrustedException(
          Fault.of(
                  "unprotected-address",
                  Text.printable(from),
                  "an http: address",
                  "a --pin with it")
              .withHint("ask the HGS's administrators for the SHA-256 of the signing certificate"));
    }
  }

  GuardianMetadata read(String from) throws KeywardException, IOException, UsageException {
    return GuardianMetadata.parse(bytes(from), Text.printable(from));
  }

  /** The same under a pin, which makes up for SHA-1 in the signature of an old service. */
  GuardianMetadata readPinned(String from) throws KeywardException, IOException, UsageException {
    return pinned(bytes(from), from);
  }

  /** Whether the bytes are XML, as metadata is, and no certificates. */
  static boolean isMetadata(byte[] content) {
    return new String(content, 0, Math.min(64, content.length), StandardCharsets.ISO_8859_1)
        .replaceAll("[^\\x21-\\x7e]", "")
        .startsWith("<");
  }

  /** The same for bytes that were read before. A pin or a person checks the fingerprint. */
  GuardianMetadata pinned(byte[] content, String from) throws KeywardException {
    GuardianMetadata metadata =
        GuardianMetadata.parsePinned(content, Text.printable(from), session.tools().engine());
    if (metadata.restsOnSha1()) {
      session
          .console()
          .warning(
              "the metadata is signed with SHA-1, which can be forged; only the pin proves whose it"
                  + " is");
    }
    return metadata;
  }

  /** The bytes of a file, of standard input or of an address. */
  byte[] bytes(String from) throws KeywardException, IOException, UsageException {
    if (isAddress(from)) {
      session.console().note("fetching " + Text.printable(from));
      try {
        return new MetadataDownload(MetadataDownload.client(authorities)).fetch(URI.create(from));
      } catch (IllegalArgumentException e) {
        throw new MalformedInputException(
            Fault.of("bad-url", Text.printable(from), "not an address", "a URL"), e);
      }
    }
    int most = GuardianMetadata.MOST_BYTES;
    return from.equals("-")
        ? SafeFiles.readAtMost(session.console().stdin(), most, "stdin")
        : SafeFiles.readAtMost(session.path(from), most);
  }
}
