package dev.keyward.vm.shielding;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A string in an answer file that the host replaces by what it alone knows, such as
 * {@code @ComputerName@}.
 *
 * @param text as it is in the answer file, with both signs
 * @param meaning what the host must supply, for people
 */
public record Substitution(String text, String meaning) {

  /** The longest text. */
  static final int MAX_LENGTH = 32;

  private static final Pattern FORM =
      Pattern.compile(
          "@(?:(ComputerName|TimeZone|ProductKey)|(IP4Addr|IP6Addr|MACAddr|MacAddr)-([1-9][0-9]{0,2})"
              + "|(Prefix|NextHop|DnsAddr|DNSAddr)-([1-9][0-9]{0,2})-([1-9][0-9]{0,2}))@");

  /** Refuses what no host replaces. */
  public Substitution {
    if (!meaningOf(text).filter(meaning::equals).isPresent()) {
      throw new IllegalArgumentException("not a substitution string");
    }
  }

  /** The substitution of that text; empty for one that hosts do not know. */
  public static Optional<Substitution> find(String text) {
    return meaningOf(text).map(meaning -> new Substitution(text, meaning));
  }

  private static Optional<String> meaningOf(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    if (matcher.group(1) != null) {
      return Optional.of(
          switch (matcher.group(1)) {
            case "ComputerName" -> "the computer's name";
            case "TimeZone" -> "the time zone";
            default -> "the product key";
          });
    }
    if (matcher.group(2) != null) {
      String adapter = " of network adapter " + matcher.group(3);
      return Optional.of(
          switch (matcher.group(2)) {
            case "IP4Addr" -> "the IPv4 address" + adapter;
            case "IP6Addr" -> "the IPv6 address" + adapter;
            default -> "the MAC address" + adapter;
          });
    }
    String adapter = matcher.group(6) + " of network adapter " + matcher.group(5);
    return Optional.of(
        switch (matcher.group(4)) {
          case "Prefix" -> "the address prefix of route " + adapter;
          case "NextHop" -> "the next hop of route " + adapter;
          default -> "the address of DNS server " + adapter;
        });
  }

  /** The text. */
  @Override
  public String toString() {
    return text;
  }
}
