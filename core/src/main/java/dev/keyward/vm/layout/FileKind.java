package dev.keyward.vm.layout;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.internal.json.JsonFields;
import java.nio.charset.StandardCharsets;

/** What a file of ours is: the {@code schema} in its header, and what its signature begins with. */
public enum FileKind {
  SHIELDED_VM("shielded-vm", "a shielded VM"),
  SHIELDING_DATA("shielding-data", "shielding data"),
  VOLUME_SIGNATURE_CATALOG("volume-signature-catalog", "a volume signature catalog");

  private static final int LONGEST_SCHEMA = 64;
  private static final String VERSION = "/1";

  private final String code;
  private final String description;

  FileKind(String code, String description) {
    this.code = code;
    this.description = description;
  }

  /** Such as {@code keyward.shielded-vm/1}. */
  public String schema() {
    return "keyward." + code + VERSION;
  }

  /** What is signed before the header's bytes: {@code keyward/v1/<type>} and a zero byte. */
  public byte[] signedPrefix() {
    return ("keyward/v1/" + code + "\0").getBytes(StandardCharsets.UTF_8);
  }

  /** Takes the field {@code schema} and refuses other kinds and versions. */
  public void require(JsonFields header) throws KeywardException {
    String schema = header.text("schema", LONGEST_SCHEMA);
    if (schema.equals(schema())) {
      return;
    }
    for (FileKind kind : values()) {
      String start = "keyward." + kind.code + "/";
      if (schema.equals(kind.schema())) {
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
