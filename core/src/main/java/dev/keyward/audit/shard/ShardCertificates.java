package dev.keyward.audit.shard;

import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import java.io.IOException;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Writes each certificate once, in a line before the first that names it by its SHA-256. Thousands
 * of protectors carry the same few certificates, which are most of their bytes. When there are too
 * many, it tells the reader to forget them, and begins again.
 */
final class ShardCertificates {

  /** The most certificates that a reader holds at a time, and the most bytes of their lines. */
  static final int MOST = 1 << 14;

  static final int MOST_BYTES = 6 << 20;

  /** Above these limits there is still room for the certificates of one protector. */
  private static final int FULL = MOST / 4;

  private static final int FULL_BYTES = MOST_BYTES / 3;

  private final Writer writer;
  private final Set<Thumbprint> written = new HashSet<>();
  private long bytes;

  /** Writes a line and returns its size. */
  interface Writer {
    int write(Map<String, Object> line) throws IOException;
  }

  ShardCertificates(Writer writer) {
    this.writer = writer;
  }

  /** Makes room for the certificates of one more protector. */
  void makeRoom() throws IOException {
    if (written.size() > FULL || bytes > FULL_BYTES) {
      writer.write(Map.of("forget", (long) written.size()));
      written.clear();
      bytes = 0;
    }
  }

  /** The name of a certificate, which a line defines from now on. */
  String name(GuardianCertificate certificate) throws IOException {
    String name = certificate.thumbprint().toString();
    if (written.add(certificate.thumbprint())) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("certificate", name);
      line.put("der", Base64.getEncoder().encodeToString(certificate.der()));
      bytes += writer.write(line);
    }
    return name;
  }
}
