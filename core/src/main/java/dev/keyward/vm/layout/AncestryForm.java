package dev.keyward.vm.layout;

import dev.keyward.MalformedInputException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.vm.sealing.Ancestry;
import dev.keyward.vm.sealing.Lineage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** An ancestry as JSON: {@code lineage}, and {@code history}, the digests in base64. */
public final class AncestryForm {

  private static final int MOST_BYTES = Ancestry.MOST * Thumbprint.SIZE;
  private static final int LINEAGE_DIGITS = 2 * Lineage.SIZE;

  private AncestryForm() {}

  /** Adds both fields. */
  public static void put(Ancestry ancestry, Map<String, Object> json) {
    json.put("lineage", ancestry.lineage().toString());
    json.put("history", Base64.getEncoder().encodeToString(ancestry.bytes()));
  }

  /** Takes both fields. */
  public static Ancestry read(JsonFields json) throws MalformedInputException {
    Lineage lineage =
        Lineage.find(json.text("lineage", LINEAGE_DIGITS))
            .orElseThrow(
                () -> json.bad("lineage", "not a lineage", "32 hexadecimal digits in lower case"));
    byte[] bytes = json.base64("history", MOST_BYTES);
    if (bytes.length % Thumbprint.SIZE != 0) {
      throw json.bad("history", bytes.length + " bytes", "digests of 32 bytes each");
    }
    List<Thumbprint> digests = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += Thumbprint.SIZE) {
      digests.add(Thumbprint.ofDigest(Arrays.copyOfRange(bytes, at, at + Thumbprint.SIZE)));
    }
    return new Ancestry(lineage, digests);
  }
}
