package dev.keyward.audit.shard;

import dev.keyward.MalformedInputException;
import dev.keyward.finding.VmFacts;
import dev.keyward.finding.VmFacts.LastKnownGood;
import dev.keyward.internal.json.JsonFields;
import java.util.Map;
import java.util.Optional;

/** What Hyper-V's own files say of a VM, in lines of shards and in reports. */
public final class MachineFields {

  private static final String TPM = "tpm";
  private static final String SHIELDING = "shielding";
  private static final String LAST_IN_SHARD = "last-known-good-protector";
  private static final String LAST_IN_REPORT = "lastKnownGoodProtector";

  private MachineFields() {}

  /** Adds them to a line of a shard, in which flags are 0 and 1. */
  static void put(Map<String, Object> line, VmFacts facts) {
    facts
        .files()
        .ifPresent(
            files -> {
              facts.tpm().ifPresent(tpm -> line.put(TPM, tpm ? 1L : 0L));
              files.shielding().ifPresent(asked -> line.put(SHIELDING, asked ? 1L : 0L));
              line.put(LAST_IN_SHARD, files.lastKnownGood().code());
            });
  }

  /** Takes them from a line of a shard. */
  static VmFacts of(JsonFields line) throws MalformedInputException {
    Optional<LastKnownGood> last = last(line, LAST_IN_SHARD);
    return facts(flag(line, TPM), flag(line, SHIELDING), last);
  }

  private static Optional<Boolean> flag(JsonFields line, String name)
      throws MalformedInputException {
    return line.has(name) ? Optional.of(ShardFields.flag(line, name)) : Optional.empty();
  }

  /** Takes them from a protector of a report. */
  public static VmFacts reported(JsonFields fields) throws MalformedInputException {
    Optional<LastKnownGood> last = last(fields, LAST_IN_REPORT);
    return facts(fields.optionalFlag(TPM), fields.optionalFlag(SHIELDING), last);
  }

  private static Optional<LastKnownGood> last(JsonFields fields, String name)
      throws MalformedInputException {
    return fields.has(name)
        ? Optional.of(ShardFields.word(fields, name, LastKnownGood.values(), LastKnownGood::code))
        : Optional.empty();
  }

  private static VmFacts facts(
      Optional<Boolean> tpm, Optional<Boolean> shielding, Optional<LastKnownGood> last) {
    return last.map(word -> VmFacts.of(tpm, new VmFacts.Files(shielding, word)))
        .orElse(VmFacts.NONE);
  }
}
