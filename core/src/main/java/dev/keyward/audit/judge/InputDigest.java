package dev.keyward.audit.judge;

import dev.keyward.audit.result.AuditInput;
import dev.keyward.guardian.Thumbprint;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** The digest over the files of one input, as {@code sha256sum FILES | sha256sum} would have it. */
public final class InputDigest {

  private final String name;
  private final boolean folder;
  private final OutputStream listing;
  private final MessageDigest lines = Thumbprint.sha256();
  private Optional<Thumbprint> single = Optional.empty();
  private long files;
  private long bytes;

  public InputDigest(String name, boolean folder, OutputStream listing) {
    this.listing = listing;
    this.name = name;
    this.folder = folder;
  }

  public void add(String relative, long size, Thumbprint sha256) throws IOException {
    files++;
    bytes += size;
    single = Optional.of(sha256);
    // As sha256sum writes names that would break its lines.
    boolean escaped = relative.indexOf('\n') >= 0 || relative.indexOf('\\') >= 0;
    String shown =
        escaped
            ? relative.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
            : relative;
    String line = (escaped ? "\\" : "") + sha256 + "  " + shown + "\n";
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    lines.update(bytes);
    listing.write(bytes);
  }

  /** After the last file. */
  public AuditInput input() {
    Thumbprint sha256 = folder || single.isEmpty() ? Thumbprint.of(lines) : single.get();
    return new AuditInput(name, folder, files, bytes, sha256);
  }
}
