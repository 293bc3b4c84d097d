package dev.keyward.guardian.subject;

import dev.keyward.crypto.CertificateRole;
import dev.keyward.text.ForeignText;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the subject of a certificate says of its guardian: Windows' own form, or a common name with
 * a word for the role, such as {@code HV5 Guardian (Signing)}. Anybody may write any subject.
 *
 * @param role which of the guardian's two certificates it claims to be
 * @param guardian what both certificates of one guardian have in common; empty where there is
 *     neither that form nor such a word
 */
public record GuardianSubject(Optional<CertificateRole> role, String guardian) {

  private static final String USUAL_NAME = "UntrustedGuardian";
  private static final String SIGNING_WORD = "signing|signature|sign";
  private static final String ENCRYPTION_WORD = "encryption|encrypt";
  private static final int FLAGS = Pattern.CASE_INSENSITIVE;
  private static final String START = "(?<![\\p{L}\\p{N}])(?:";
  private static final String END = ")(?![\\p{L}\\p{N}])";
  private static final Pattern SIGNING = Pattern.compile(START + SIGNING_WORD + END, FLAGS);
  private static final Pattern ENCRYPTION = Pattern.compile(START + ENCRYPTION_WORD + END, FLAGS);
  private static final Pattern IN_BRACKETS = Pattern.compile("[(\\[{]\\s*[)\\]}]");
  private static final Pattern AT_THE_ENDS = Pattern.compile("^[\\s._,;:-]+|[\\s._,;:-]+$");
  private static final Pattern FINGERPRINT = Pattern.compile("[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64}");

  private static final int MOST = 64;

  private static final GuardianSubject NOTHING = new GuardianSubject(Optional.empty(), "");

  /**
   * Of a certificate.
   *
   * @param subject as RFC 2253 writes it
   */
  public static GuardianSubject of(String subject) {
    Optional<WindowsName> windows = WindowsName.in(subject);
    return windows.isPresent()
        ? new GuardianSubject(Optional.of(windows.get().role()), windows.get().suffix())
        : withRoleWord(WindowsName.commonName(subject));
  }

  private static GuardianSubject withRoleWord(String text) {
    boolean signing = SIGNING.matcher(text).find();
    boolean encryption = ENCRYPTION.matcher(text).find();
    if (signing == encryption) {
      return NOTHING;
    }
    CertificateRole role = signing ? CertificateRole.SIGNING : CertificateRole.ENCRYPTION;
    return new GuardianSubject(Optional.of(role), withoutRole(text));
  }

  private static String withoutRole(String text) {
    String rest = ENCRYPTION.matcher(SIGNING.matcher(text).replaceAll("")).replaceAll("");
    String joined = IN_BRACKETS.matcher(rest).replaceAll("").replaceAll("\\s+", " ");
    return AT_THE_ENDS.matcher(joined).replaceAll("");
  }

  /**
   * The name by which policies and options mean the guardian: {@code HOST} for the guardian that
   * Windows makes by itself, {@code NAME.HOST} for another; empty where the subject has none.
   */
  public Optional<String> name() {
    return WindowsName.parts(guardian)
        .map(
            parts ->
                parts.name().equals(USUAL_NAME) ? parts.host() : parts.name() + "." + parts.host())
        .or(() -> Optional.of(guardian))
        .flatMap(GuardianSubject::asName);
  }

  /** The name in a file's: without its role and ending; a thumbprint is no name. */
  public static Optional<String> fileName(String file) {
    int dot = file.lastIndexOf('.');
    String stem = dot > 0 ? file.substring(0, dot) : file;
    return FINGERPRINT.matcher(stem).matches() ? Optional.empty() : asName(withoutRole(stem));
  }

  /** The name that an export gives, unless it is the one that all hosts have. */
  public static Optional<String> givenName(String name) {
    return name.equalsIgnoreCase(USUAL_NAME) ? Optional.empty() : asName(name);
  }

  /**
   * What comes nearest to a text in the form of a guardian's name, other characters as {@code -};
   * empty where nothing of it is left.
   */
  public static Optional<String> asName(String text) {
    String plain = text.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[._-]+", "");
    String cut = plain.substring(0, Math.min(MOST, plain.length())).replaceAll("[._-]+$", "");
    return cut.isEmpty() ? Optional.empty() : Optional.of(cut);
  }

  /**
   * Whether it is {@code name}, or {@code name} is its only common name; without regard to the case
   * of ASCII letters.
   */
  public static boolean isNamed(String subject, String name) {
    return isSame(subject, name)
        || WindowsName.onlyCommonName(subject).filter(common -> isSame(common, name)).isPresent();
  }

  /** Other letters may only look like the ones that they fold to. */
  private static boolean isSame(String one, String other) {
    return one.equals(other)
        || (ForeignText.isAscii(one) && ForeignText.isAscii(other) && one.equalsIgnoreCase(other));
  }

  /** Equal for both certificates of one guardian, without regard to case. */
  public String key() {
    return guardian.toLowerCase(Locale.ROOT);
  }
}
