package dev.keyward.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The measured operations beside the sum of the primitives that they cannot do without. */
final class RatioTable {

  /** How often an operation needs each primitive; reading counts as one in those that read. */
  private record Made(
      String benchmark, String title, int sign, int verify, int encrypt, int decrypt, int hash) {

    double bound(Measured measured, Engine engine) {
      return sign * measured.micros("sign", engine)
          + verify * measured.micros("verify", engine)
          + encrypt * measured.micros("oaepEncrypt", engine)
          + decrypt * measured.micros("oaepDecrypt", engine)
          + hash * measured.micros("sha256", engine);
    }

    String primitives() {
      List<String> parts = new ArrayList<>();
      add(parts, sign, "sign");
      add(parts, verify, "verify");
      add(parts, encrypt, "encrypt");
      add(parts, decrypt, "decrypt");
      add(parts, hash, "hash");
      return String.join(" + ", parts);
    }

    private static void add(List<String> parts, int count, String name) {
      if (count > 0) {
        parts.add(count + " " + name);
      }
    }
  }

  private static final List<Made> OPERATIONS =
      List.of(
          new Made("readAndCanonicalize", "read and canonicalize", 0, 0, 0, 0, 1),
          new Made("readAndVerifyCold", "read and verify, nothing cached", 0, 7, 0, 0, 1),
          new Made("readAndVerifyWarm", "read and verify, certificates cached", 0, 1, 0, 0, 1),
          new Made("create", "create, owner's signatures cached", 1, 0, 3, 0, 2),
          new Made("open", "open", 0, 0, 0, 1, 1));

  private static final List<String> PRIMITIVES =
      List.of("sign", "verify", "oaepEncrypt", "oaepDecrypt", "sha256");

  private RatioTable() {}

  static List<String> of(Measured measured) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("| primitive | JDK, us | Corretto, us |");
    lines.add("|---|---|---|");
    for (String name : PRIMITIVES) {
      lines.add(
          format(
              "| %s | %.1f | %.1f |",
              name, measured.micros(name, Engine.JDK), measured.micros(name, Engine.CORRETTO)));
    }
    lines.add("");
    lines.add("| operation | its primitives | JDK, us | of them | Corretto, us | of them |");
    lines.add("|---|---|---|---|---|---|");
    for (Made made : OPERATIONS) {
      lines.add(
          format("| %s | %s |", made.title(), made.primitives())
              + cells(made, measured, Engine.JDK)
              + cells(made, measured, Engine.CORRETTO));
    }
    return lines;
  }

  /** The time, and the share of it that the primitives take. */
  private static String cells(Made made, Measured measured, Engine engine) {
    double time = measured.micros(made.benchmark(), engine);
    return format(" %.0f | %.0f %% |", time, 100 * made.bound(measured, engine) / time);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
