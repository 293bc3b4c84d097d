package dev.keyward.host.record;

import dev.keyward.host.failover.Decision;
import dev.keyward.host.failover.HgsServer;
import dev.keyward.host.failover.HostConfiguration;
import dev.keyward.internal.io.KeptFile;
import dev.keyward.internal.io.LinkRule;
import dev.keyward.internal.io.OwnerOnly;
import dev.keyward.internal.io.Patience;
import dev.keyward.internal.json.JsonWriter;
import dev.keyward.vm.VmIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A host's event log, JSON Lines. Each event is written in one piece behind the others and synced;
 * a line that a killed host left unfinished is ended first.
 */
public final class EventLog {

  /** The use of a fallback, by the number that Windows gives it. */
  public static final int FALLBACK_USED = 2021;

  /** A shielded machine runs although nothing checks its policy; Windows has no such event. */
  public static final int POLICY_UNCHECKED = 9001;

  private final Path file;

  /** The log in that file, which need not exist. */
  public EventLog(Path file) {
    this.file = file;
  }

  /** Where it is. */
  public Path file() {
    return file;
  }

  /** Writes that the fallback is turned to, with the reason and the URLs of both services. */
  public void fallbackUsed(Instant now, HostConfiguration configuration, Decision decision)
      throws IOException {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("time", now.toString());
    event.put("id", (long) FALLBACK_USED);
    event.put("reason", decision.step().words() + ": " + decision.reason());
    event.put("primary", urls(configuration.primary()));
    event.put("fallback", urls(configuration.fallback().orElseThrow()));
    append(JsonWriter.write(event));
  }

  /** Writes that a shielded machine runs although nothing checks that its policy is kept. */
  public void policyUnchecked(Instant now, VmIdentity vm) throws IOException {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("time", now.toString());
    event.put("id", (long) POLICY_UNCHECKED);
    event.put("reason", "a shielded VM runs with --policy-unchecked");
    event.put("machine", vm.id().toString());
    append(JsonWriter.write(event));
  }

  private static Map<String, Object> urls(HgsServer server) {
    Map<String, Object> urls = new LinkedHashMap<>();
    urls.put("keyProtection", server.address().keyProtection().toString());
    urls.put("attestation", server.address().attestation().toString());
    return urls;
  }

  private void append(byte[] line) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (FileChannel channel = Patience.SYSTEM.run(this::opened)) {
      if (endsWithin(channel.size())) {
        bytes.write('\n');
      }
      bytes.write(line);
      bytes.write('\n');
      channel.write(ByteBuffer.wrap(bytes.toByteArray()));
      channel.force(true);
    }
  }

  private FileChannel opened() throws IOException {
    if (KeptFile.leadsToOther(file)) {
      // A pipe would wait for its reader, and no start waits for a record.
      throw new FileSystemException(file.toString(), null, "is no file");
    }
    return FileChannel.open(file, LinkRule.appending(file), OwnerOnly.file(file));
  }

  private boolean endsWithin(long size) throws IOException {
    if (size == 0) {
      return false;
    }
    ByteBuffer last = ByteBuffer.allocate(1);
    try (FileChannel channel = Patience.SYSTEM.channel(file)) {
      channel.read(last, size - 1);
    }
    return last.get(0) != '\n';
  }
}
