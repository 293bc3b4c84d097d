package dev.keyward.vm.layout;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.internal.json.JsonFields;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** What a file of ours is: the {@code schema} in its header, and what its signature begins with. */
public enum FileKind {
  SHIELDED_VM("shielded-vm", "a shielded VM", 1),
  SHIELDING_DATA("shielding-data", "shielding data", 2),
  VOLUME_SIGNATURE_CATALOG("volume-signature-catalog", "a volume signature catalog", 1);

  private static final int LONGEST_SCHEMA = 64;

  private final String code;
  private final String description;
  private final int versions;

  FileKind(String code, String description, int versions) {
    this.code = code;
    this.description = description;
    this.versions = versions;
  }

  /** The schema of the version that is written, such as {@code keyward.shielded-vm/1}. */
  public String schema() {
    return schema(versions);
  }

  /** The schema of a version, from 1 to the one that is written; all of them are read. */
  public String schema(int version) {
    return "keyward." + code + "/" + version;
  }

  /** Which version of this kind a schema names; empty for others and for unknown versions. */
  public OptionalInt version(String schema) {
    return IntStream.rangeClosed(1, versions)
        .filter(version -> schema.equals(schema(version)))
        .findFirst();
  }

  /** What is signed before the header's bytes: {@code keyward/v1/<type>} and a zero byte. */
  public byte[] signedPrefix() {
    return ("keyward/v1/" + code + "\0").getBytes(StandardCharsets.UTF_8);
  }

  /** Takes the field {@code schema}, refuses other kinds and versions, and tells the version. */
  public int require(JsonFields header) throws KeywardException {
    String schema = header.text("schema", LONGEST_SCHEMA);
    OptionalInt version = version(schema);
    if (version.isPresent()) {
      return version.getAsInt();
    }
    for (FileKind kind : values()) {
      String start = "keyward." + kind.code + "/";
      if (kind.version(schema).isPresent()) {
        throw new MalformedInputException(
            Fault.of("wrong-kind", header.path(), kind.description, description));
      }
      if (kind == this && schema.startsWith(start)) {
        throw new UnsupportedFormatException(
            Fault.of("unknown-version", header.path() + "/schema", "another version", schema()));
      }
    }
    throw header.bad("schema", "an unknown schema", schema());
  }
}
