package dev.keyward.audit.shard;

import dev.keyward.MalformedInputException;
import dev.keyward.audit.result.OtherKind;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.json.JsonFields;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Values in lines of shards, and in reports, that are more than texts and numbers. */
public final class ShardFields {

  private static final int MOST_CODE = 64;
  private static final Pattern SHA1 = Pattern.compile("[0-9A-F]{40}");

  private ShardFields() {}

  /** Exactly as it is written: 64 lower-case digits. */
  public static Thumbprint thumbprint(JsonFields line, String name) throws MalformedInputException {
    Optional<Thumbprint> digest = Thumbprint.find(line.text(name, 64));
    if (digest.isEmpty()) {
      throw line.bad(name, "not a SHA-256", "64 lower-case hexadecimal digits");
    }
    return digest.get();
  }

  public static Optional<Thumbprint> optionalThumbprint(JsonFields line, String name)
      throws MalformedInputException {
    return line.has(name) ? Optional.of(thumbprint(line, name)) : Optional.empty();
  }

  /** The SHA-1 of a certificate as Windows shows it: 40 upper-case digits. */
  public static Optional<String> optionalSha1(JsonFields line, String name)
      throws MalformedInputException {
    if (!line.has(name)) {
      return Optional.empty();
    }
    String text = line.text(name, 40);
    if (!SHA1.matcher(text).matches()) {
      throw line.bad(name, "not a SHA-1", "40 upper-case hexadecimal digits");
    }
    return Optional.of(text);
  }

  /** A word that names one of {@code all}. */
  public static <E> E word(JsonFields line, String name, E[] all, Function<E, String> code)
      throws MalformedInputException {
    String text = line.text(name, MOST_CODE);
    for (E each : all) {
      if (code.apply(each).equals(text)) {
        return each;
      }
    }
    throw unknownWord(line, name);
  }

  /** What a file is that is no protector. */
  public static OtherKind otherKind(JsonFields line, String name) throws MalformedInputException {
    return OtherKind.find(line.text(name, MOST_CODE)).orElseThrow(() -> unknownWord(line, name));
  }

  private static MalformedInputException unknownWord(JsonFields line, String name) {
    return line.bad(name, "an unknown word", "one of this version");
  }

  /** 0 or 1. */
  static boolean flag(JsonFields line, String name) throws MalformedInputException {
    return line.number(name, 1) == 1;
  }
}
