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
  private static final String LAST_KNOWN_GOOD = "lastKnownGoodProtector";

  private MachineFields() {}

  /** Adds them to a line of a shard, in which flags are 0 and 1. */
  static void put(Map<String, Object> line, VmFacts facts) {
    facts
        .files()
        .ifPresent(
            files -> {
              facts.tpm().ifPresent(tpm -> line.put(TPM, tpm ? 1L : 0L));
              files.shielding().ifPresent(asked -> line.put(SHIELDING, asked ? 1L : 0L));
              line.put(LAST_KNOWN_GOOD, files.lastKnownGood().code());
            });
  }

  /** Takes them from a line of a shard. */
  static VmFacts of(JsonFields line) throws MalformedInputException {
    return facts(line, flag(line, TPM), flag(line, SHIELDING));
  }

  private static Optional<Boolean> flag(JsonFields line, String name)
      throws MalformedInputException {
    return line.has(name) ? Optional.of(ShardFields.flag(line, name)) : Optional.empty();
  }

  /** Takes them from a protector of a report. */
  public static VmFacts reported(JsonFields fields) throws MalformedInputException {
    return facts(fields, fields.optionalFlag(TPM), fields.optionalFlag(SHIELDING));
  }

  private static VmFacts facts(
      JsonFields fields, Optional<Boolean> tpm, Optional<Boolean> shielding)
      throws MalformedInputException {
    if (!fields.has(LAST_KNOWN_GOOD)) {
      return VmFacts.NONE;
    }
    LastKnownGood last =
        ShardFields.word(fields, LAST_KNOWN_GOOD, LastKnownGood.values(), LastKnownGood::code);
    return VmFacts.of(tpm, new VmFacts.Files(shielding, last));
  }
}
