package dev.keyward.cli.edit;

import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.base.Options;
import java.util.ArrayList;
import java.util.List;

/** The options of verbs that edit protectors. */
public final class EditOptions {

  private EditOptions() {}

  public static final OptionSpec SKIP_FOREIGN =
      OptionSpec.flag(
          "skip-foreign", "list entries of an export whose owner's keys are not here, exit 1");

  public static final OptionSpec GUARDIAN = OptionSpec.many("guardian", "NAME", "the guardian");

  public static final OptionSpec ONLY_GUARDIAN =
      OptionSpec.many(
          "guardian", "NAME", "renew only the wrappings of this guardian (of all in the store)");

  public static final OptionSpec WRAPPING =
      OptionSpec.many(
          "wrapping", "N", "the wrapping with this number, whichever guardian it is for");

  public static final OptionSpec THUMBPRINT =
      OptionSpec.many(
          "thumbprint", "SHA256", "the wrappings that have a certificate or key with this SHA-256");

  /** Those of every edit, and its own. */
  public static List<OptionSpec> of(OptionSpec guardian, OptionSpec... more) {
    List<OptionSpec> options = new ArrayList<>(List.of(guardian));
    options.add(Options.OUT_FILE);
    options.add(OptionSpec.value("out-dir", "DIR", "write each file into DIR, under its own name"));
    options.add(
        OptionSpec.flag("in-place", "replace each file by the changed one, whole or not at all"));
    options.add(Options.FORCE);
    options.add(Options.ACCEPT_SEALED_BY);
    options.addAll(List.of(more));
    return options;
  }
}
