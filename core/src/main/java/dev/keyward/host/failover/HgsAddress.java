package dev.keyward.host.failover;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.hgs.HgsPaths;
import dev.keyward.text.ForeignText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The two URLs of one Host Guardian Service, as {@code Set-HgsClientConfiguration} takes them:
 * {@code http} or {@code https}, a host, perhaps a port and a path; no slash at the end.
 *
 * @param keyProtection such as {@code https://branch/KeyProtection}
 * @param attestation such as {@code https://branch/Attestation}
 */
public record HgsAddress(URI keyProtection, URI attestation) {

  private static final int MOST_CHARACTERS = 2048;

  private static final Pattern SERVICE =
      Pattern.compile(
          "(" + HgsPaths.KEY_PROTECTION + "|" + HgsPaths.ATTESTATION + ")$",
          Pattern.CASE_INSENSITIVE);

  /**
   * Reads a base URL, to which {@code /KeyProtection} and {@code /Attestation} are added. A URL
   * that ends with one of the two is the URL of that service, and names the other too.
   *
   * @throws MalformedInputException code {@code bad-url}
   */
  public static HgsAddress parse(String base) throws MalformedInputException {
    String url = SERVICE.matcher(url(base).toString()).replaceFirst("");
    return new HgsAddress(
        URI.create(url + HgsPaths.KEY_PROTECTION), URI.create(url + HgsPaths.ATTESTATION));
  }

  /**
   * Reads both.
   *
   * @throws MalformedInputException code {@code bad-url}
   */
  public static HgsAddress parse(String keyProtection, String attestation)
      throws MalformedInputException {
    return new HgsAddress(url(keyProtection), url(attestation));
  }

  private static URI url(String text) throws MalformedInputException {
    String cut = text.replaceAll("/+$", "");
    try {
      URI uri = new URI(cut);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      boolean known = scheme.equals("http") || scheme.equals("https");
      boolean plain =
          uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null;
      if (known && plain && uri.getPort() <= 0xffff && cut.length() <= MOST_CHARACTERS) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    throw new MalformedInputException(
        Fault.of(
            "bad-url",
            "\"" + ForeignText.ascii(text, 100) + "\"",
            "not the URL of a service",
            "http://HOST or https://HOST, perhaps with a port and a path"));
  }

  /** The URL that serves this step. */
  public URI url(Decision.Step step) {
    return step == Decision.Step.ATTESTATION ? attestation : keyProtection;
  }

  /** Whether nothing protects one of the two on its way. */
  public boolean isUnprotected() {
    return "http".equalsIgnoreCase(keyProtection.getScheme())
        || "http".equalsIgnoreCase(attestation.getScheme());
  }
}
