package dev.keyward.guardian.subject;

import dev.keyward.crypto.CertificateRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * The common name that Windows gives to a local guardian's certificate: {@code Shielded VM Signing
 * Certificate (NAME) (HOST)}.
 *
 * @param role which of the two
 * @param suffix the parentheses, the same for both certificates of one guardian
 */
public record WindowsName(CertificateRole role, String suffix) {

  private static final Pattern FORM =
      Pattern.compile("Shielded VM (Signing|Encryption) Certificate (\\(.*\\))");

  private static final Pattern BOTH = Pattern.compile("\\((.+)\\) \\((.+)\\)");

  public static String of(CertificateRole role, String name, String host) {
    String word = role == CertificateRole.SIGNING ? "Signing" : "Encryption";
    return "Shielded VM " + word + " Certificate (" + name + ") (" + host + ")";
  }

  public static Optional<WindowsName> in(String subject) {
    Matcher matcher = FORM.matcher(commonName(subject));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    CertificateRole role =
        matcher.group(1).equals("Signing") ? CertificateRole.SIGNING : CertificateRole.ENCRYPTION;
    return Optional.of(new WindowsName(role, matcher.group(2)));
  }

  /** The two parentheses. */
  record Parts(String name, String host) {}

  /** What stands in the parentheses of a suffix. */
  static Optional<Parts> parts(String suffix) {
    Matcher matcher = BOTH.matcher(suffix);
    return matcher.matches()
        ? Optional.of(new Parts(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /** The guardian's name and host where the certificate has this form, else its common name. */
  public static String claimed(String subject) {
    String common = commonName(subject).strip();
    Optional<Parts> parts = in(subject).map(WindowsName::suffix).flatMap(WindowsName::parts);
    if (parts.isPresent()) {
      return parts.get().name() + " on " + parts.get().host();
    }
    return common.isEmpty() ? "no name" : common;
  }

  /**
   * The common name, the most specific where there are several, as X.509 tools show it; nothing
   * where there is none.
   */
  public static String commonName(String subject) {
    return commonNames(subject).stream().findFirst().orElse("");
  }

  /** The common name where there is just one, which no tool can take for another. */
  static Optional<String> onlyCommonName(String subject) {
    List<String> names = commonNames(subject);
    return names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
  }

  /** The most specific one first. */
  private static List<String> commonNames(String subject) {
    List<String> names = new ArrayList<>();
    try {
      List<Rdn> parts = new LdapName(subject).getRdns();
      for (int at = parts.size() - 1; at >= 0; at--) {
        Attribute name = parts.get(at).toAttributes().get("CN");
        for (int value = 0; name != null && value < name.size(); value++) {
          if (name.get(value) instanceof String text) {
            names.add(text);
          }
        }
      }
      return names;
    } catch (NamingException e) {
      return List.of();
    }
  }
}
