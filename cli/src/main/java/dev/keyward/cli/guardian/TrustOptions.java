package dev.keyward.cli.guardian;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Session;
import dev.keyward.file.SafeFiles;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.trust.TrustRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The options by which trust is decided at import, the same for every verb that imports. */
public final class TrustOptions {

  private TrustOptions() {}

  static List<OptionSpec> with(OptionSpec... more) {
    List<OptionSpec> options = new ArrayList<>(List.of(more));
    options.add(OptionSpec.value("pin", "SHA256", "trust this SHA-256 of the signing certificate"));
    options.add(OptionSpec.value("trust", "ROOTS.pem", "trust what leads to one of these roots"));
    options.add(
        OptionSpec.flag("allow-untrusted-root", "accept certificates that lead to no known root"));
    options.add(Options.ALLOW_EXPIRED);
    options.add(OptionSpec.flag("replace", "replace a guardian of that name, keys included"));
    return options;
  }

  static TrustRequest request(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    Optional<Thumbprint> pin = Optional.empty();
    if (arguments.has("pin")) {
      pin = Optional.of(pin(arguments.required("pin")));
    }
    return new TrustRequest(
        pin,
        certificates("trust", arguments, session),
        arguments.has("allow-untrusted-root"),
        arguments.has("allow-expired"));
  }

  private static Thumbprint pin(String text) throws UsageException {
    try {
      return Thumbprint.parse(text);
    } catch (KeywardException e) {
      throw new UsageException("--pin: " + e.getMessage());
    }
  }

  /** The certificates of the file that an option names; none where it is not given. */
  public static List<GuardianCertificate> certificates(
      String option, Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    Optional<String> file = arguments.value(option);
    if (file.isEmpty()) {
      return List.of();
    }
    byte[] content =
        SafeFiles.readAtMost(session.path(file.get()), GuardianCertificate.MOST_BUNDLE_BYTES);
    return GuardianCertificate.parseAll(content, file.get());
  }
}
