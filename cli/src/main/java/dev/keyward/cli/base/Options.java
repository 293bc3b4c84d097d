package dev.keyward.cli.base;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.file.ProtectorEncoding;
import dev.keyward.vm.sealing.VmPolicy;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Options that several verbs share, worded once. */
public final class Options {

  public static final OptionSpec OUT_FILE =
      OptionSpec.value("out", "FILE", "the file to write, - for stdout");
  public static final OptionSpec FORCE =
      OptionSpec.flag("force", "replace a file that exists already");
  public static final OptionSpec VM =
      OptionSpec.value("vm", "NAME", "the virtual machine to take from an export with many");
  public static final OptionSpec NUMBER =
      OptionSpec.value(
          "number",
          "N",
          "take the Nth protector of an export, counted from 1; --vm must name the same machine if"
              + " given");
  public static final OptionSpec LAST_KNOWN_GOOD =
      OptionSpec.flag(
          "last-known-good",
          "take the protector that the VM last started with, which Hyper-V keeps beside the current"
              + " one");
  public static final OptionSpec ALLOW_EXPIRED =
      OptionSpec.flag("allow-expired", "accept certificates that are not valid now");
  public static final OptionSpec ACCEPT_SEALED_BY =
      OptionSpec.many(
          "accept-sealed-by",
          "NAME",
          "accept a protector that this guardian sealed; \"trusted\" accepts any in the store");
  public static final OptionSpec KEEP_DELEGATED =
      OptionSpec.flag("keep-delegated", "keep the wrappings that were not granted by the owner");
  public static final OptionSpec GUARDIANS =
      OptionSpec.value(
          "guardians",
          "PATH",
          "metadata and certificates to take names from, without trusting them");

  public static final OptionSpec HGS =
      OptionSpec.many(
          "hgs", "DIR", "the folder of a service, whose keys take precedence over the store's");

  public static final OptionSpec POLICY =
      OptionSpec.value(
          "policy", "shielded|encryption-supported", "what the host must protect the VM from");
  public static final OptionSpec STRICT =
      OptionSpec.flag("strict", "exit 1 if something could not be checked");
  public static final OptionSpec CA =
      OptionSpec.value(
          "ca", "FILE", "the only certificate authorities to accept for https, PEM or DER");

  public static final OptionSpec SHELL =
      OptionSpec.value(
          "shell",
          "posix|powershell",
          "quote printed commands for this shell (that of this system)");

  private Options() {}

  /** The value of {@link #POLICY}, which must be given. */
  public static VmPolicy policy(Arguments arguments) throws UsageException {
    arguments.required(POLICY.name());
    Map<String, VmPolicy> policies = new HashMap<>();
    for (VmPolicy policy : VmPolicy.values()) {
      policies.put(policy.code(), policy);
    }
    return arguments.oneOf(POLICY.name(), policies, VmPolicy.SHIELDED);
  }

  /** The time that {@code --now} names. */
  static Optional<Instant> now(Arguments arguments) throws UsageException {
    Optional<String> text = arguments.value("now");
    try {
      return text.map(Instant::parse);
    } catch (DateTimeParseException e) {
      throw new UsageException(
          "--now is \"" + text.get() + "\", expected an instant such as 2026-01-31T12:00:00Z");
    }
  }

  /** The SHA-256 that an option or operand names. */
  public static Thumbprint fingerprint(String what, String text) throws UsageException {
    try {
      return Thumbprint.parse(text);
    } catch (KeywardException e) {
      throw new UsageException(what + ": " + e.getMessage());
    }
  }

  /** An encoding that can be written for one protector. */
  public static ProtectorEncoding encoding(String text) throws UsageException {
    try {
      ProtectorEncoding encoding = ProtectorEncoding.parse(text);
      if (!encoding.holdsMany()) {
        return encoding;
      }
    } catch (KeywardException e) {
      // Answered below, in the words of the command line.
    }
    throw new UsageException("--encoding takes xml, framed, bytes or base64");
  }
}
