package dev.keyward.guardian.trust;

import dev.keyward.crypto.Signature;
import dev.keyward.guardian.Thumbprint;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/**
 * The text of a guardian's record in the store, as {@link Properties} have it. The getters throw
 * {@link IllegalArgumentException} for what is missing or has another form.
 */
final class RecordText {

  private final Properties properties = new Properties();

  /** Of the bytes of a file. */
  static RecordText read(byte[] text) throws IOException {
    RecordText record = new RecordText();
    record.properties.load(new StringReader(new String(text, StandardCharsets.US_ASCII)));
    return record;
  }

  Optional<String> find(String key) {
    return Optional.ofNullable(properties.getProperty(key));
  }

  String get(String key) {
    return find(key).orElseThrow(() -> new IllegalArgumentException("no " + key));
  }

  boolean flag(String key) {
    return Boolean.parseBoolean(get(key));
  }

  /** From {@code least} to {@code most}. */
  int number(String key, int least, int most) {
    int number = Integer.parseInt(get(key));
    if (number < least || number > most) {
      throw new IllegalArgumentException(key + " is " + number);
    }
    return number;
  }

  Optional<Instant> moment(String key) {
    return find(key).map(Instant::parse);
  }

  Thumbprint thumbprint(String key) {
    return print(get(key));
  }

  /** Thumbprints with a space between them, at most {@code most}. */
  List<Thumbprint> thumbprints(String key, int most) {
    List<Thumbprint> prints = new ArrayList<>();
    for (String print : get(key).split(" ", most + 1)) {
      if (!print.isEmpty()) {
        prints.add(print(print));
      }
    }
    return prints;
  }

  private static Thumbprint print(String text) {
    return Thumbprint.find(text).orElseThrow(() -> new IllegalArgumentException("not a SHA-256"));
  }

  /** The signature whose two parts are behind {@code prefix}. */
  Signature signature(String prefix) {
    return Signature.of(
        get(prefix + "signature.algorithm"),
        Base64.getDecoder().decode(get(prefix + "signature.value")));
  }

  /** The decision whose parts are behind {@code prefix}. */
  TrustDecision trust(String prefix) {
    return new TrustDecision(
        TrustDecision.Basis.forCode(get(prefix + "trust.basis")),
        Instant.parse(get(prefix + "trust.decided-at")),
        find(prefix + "trust.evidence"),
        flag(prefix + "trust.accepted-expired"));
  }

  /** Writes such a text, a line for each value, without the date that {@code store} would add. */
  static final class Writer {

    private final StringBuilder text = new StringBuilder();

    Writer put(String key, String value) {
      text.append(key).append('=');
      for (char c : value.toCharArray()) {
        boolean plain = c > ' ' && c < 0x7f && c != '\\';
        text.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
      text.append('\n');
      return this;
    }

    Writer put(String key, Signature signature) {
      put(key + "signature.algorithm", signature.algorithm());
      return put(key + "signature.value", Base64.getEncoder().encodeToString(signature.value()));
    }

    Writer put(String key, TrustDecision trust) {
      put(key + "trust.basis", trust.basis().code());
      put(key + "trust.decided-at", trust.decidedAt().toString());
      trust.evidence().ifPresent(evidence -> put(key + "trust.evidence", evidence));
      return put(key + "trust.accepted-expired", Boolean.toString(trust.acceptedExpired()));
    }

    Writer put(String key, List<Thumbprint> prints) {
      return put(key, String.join(" ", prints.stream().map(Thumbprint::toString).toList()));
    }

    byte[] bytes() {
      return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
  }
}
