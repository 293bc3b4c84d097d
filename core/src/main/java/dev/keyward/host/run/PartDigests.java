package dev.keyward.host.run;

import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.io.OwnerOnly;
import dev.keyward.vm.sealing.PartName;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The SHA-256 of the parts of a run as they were opened, one a line, as {@code sha256sum} prints
 * it. They lie in memory beside the parts: the digest of a short secret tells the secret.
 */
final class PartDigests {

  private static final String FILE = "opened.sha256";

  /** 64 parts have less. */
  private static final int MOST = 1 << 16;

  private final Set<String> lines = new LinkedHashSet<>();

  void put(PartName part, Thumbprint digest) {
    lines.add(line(part, digest));
  }

  boolean has(PartName part, Thumbprint digest) {
    return lines.contains(line(part, digest));
  }

  private static String line(PartName part, Thumbprint digest) {
    return digest + "  " + part;
  }

  void write(Path folder) throws IOException {
    byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.US_ASCII);
    try (OutputStream out = Channels.newOutputStream(OwnerOnly.newFile(folder.resolve(FILE)))) {
      out.write(text);
    }
  }

  /** Those of a folder; empty where they cannot be read, so that every part counts as changed. */
  static PartDigests read(Path folder) throws IOException {
    PartDigests digests = new PartDigests();
    Path file = folder.resolve(FILE);
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= MOST) {
      digests.lines.addAll(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
    }
    return digests;
  }
}
