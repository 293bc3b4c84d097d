package dev.keyward.protector.part;

import dev.keyward.text.Shown;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;

/**
 * An algorithm that a protector names and Keyward does not know, in a place that nothing needs
 * without the transport key. It does not keep the rest from being verified.
 *
 * @param use what the protector uses it for
 * @param uri its identifier, as it may be shown: printable ASCII, at most {@link #MOST_CHARACTERS}
 */
public record UnknownAlgorithm(Use use, String uri) implements Comparable<UnknownAlgorithm> {

  /** The most characters of an identifier: a longer one is cut. */
  public static final int MOST_CHARACTERS = Shown.MOST_CHARACTERS;

  private static final Comparator<UnknownAlgorithm> ORDER =
      Comparator.comparing(UnknownAlgorithm::use).thenComparing(UnknownAlgorithm::uri);

  /** What an algorithm can be used for without being a part of what is signed. */
  public enum Use {
    /** Derives the key of the MAC from the transport key. */
    KEY_DERIVATION,
    /** Makes the transport key signature. */
    MAC,
    /** Encrypts the transport key to one certificate. */
    KEY_ENCRYPTION;

    /** The stable name in kebab case. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For people. */
    public String words() {
      return this == MAC ? "MAC" : name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** Makes the identifier one that may be shown. */
  public UnknownAlgorithm {
    Objects.requireNonNull(use, "use");
    uri = Shown.uri(uri);
  }

  /** Such as {@code unknown MAC "urn:example:mac"}. */
  public String words() {
    return "unknown " + use.words() + " \"" + uri + "\"";
  }

  @Override
  public int compareTo(UnknownAlgorithm other) {
    return ORDER.compare(this, other);
  }
}
