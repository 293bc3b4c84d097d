package dev.keyward.cli.shielding;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.template.CatalogInput;
import dev.keyward.cli.template.CatalogView;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.vm.disk.digest.TreeHash;
import dev.keyward.vm.shielding.ShieldingHeader;
import dev.keyward.vm.shielding.VersionRule;
import dev.keyward.vm.shielding.VolumeIdQualifier;
import dev.keyward.vm.template.CatalogHeader;
import dev.keyward.vm.template.DiskName;
import dev.keyward.vm.template.DiskVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The disks that a command line accepts: by their catalogs, and by what these say. */
final class Qualifiers {

  static final OptionSpec BY_CATALOG =
      OptionSpec.many(
          "qualifier", "CATALOG=RULE", "a disk: exactly, equals, greater or greater-or-equals");

  static final OptionSpec BY_FACTS =
      OptionSpec.many(
          "disk",
          "NAME,VERSION,SIGNER[,ROOT]=RULE",
          "the same without the catalog; template show prints the values");

  private Qualifiers() {}

  static List<VolumeIdQualifier> of(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    List<VolumeIdQualifier> qualifiers = new ArrayList<>();
    for (String option : arguments.values(BY_CATALOG.name())) {
      Ruled ruled = Ruled.of(option, BY_CATALOG);
      CatalogHeader disk = new CatalogInput(session).read(ruled.disk()).header();
      new CatalogView(disk, KnownGuardians.none())
          .warning(session.now())
          .ifPresent(warning -> session.console().warning(ruled.disk() + ": " + warning));
      qualifiers.add(VolumeIdQualifier.of(disk, ruled.rule()));
    }
    for (String option : arguments.values(BY_FACTS.name())) {
      qualifiers.add(byFacts(Ruled.of(option, BY_FACTS), option));
    }
    if (qualifiers.isEmpty()) {
      throw new UsageException("--qualifier CATALOG=RULE is missing, or --disk");
    }
    if (qualifiers.size() > ShieldingHeader.MAX_QUALIFIERS) {
      throw new UsageException("more than " + ShieldingHeader.MAX_QUALIFIERS + " qualifiers");
    }
    return qualifiers;
  }

  /** A disk and the rule behind it. */
  private record Ruled(String disk, VersionRule rule) {

    static Ruled of(String option, OptionSpec spec) throws UsageException {
      int equals = option.lastIndexOf('=');
      Optional<VersionRule> rule = VersionRule.find(option.substring(equals + 1));
      if (equals < 1 || rule.isEmpty()) {
        throw new UsageException(
            "--"
                + spec.name()
                + " is \""
                + option
                + "\", expected "
                + spec.argument().orElseThrow()
                + " with the rule exactly, equals, greater or greater-or-equals");
      }
      return new Ruled(option.substring(0, equals), rule.get());
    }
  }

  /** Read from the end, since a name may have commas. */
  private static VolumeIdQualifier byFacts(Ruled ruled, String option) throws UsageException {
    List<String> facts = new ArrayList<>(List.of(ruled.disk().split(",", -1)));
    int behind = ruled.rule().isOfContent() ? 3 : 2;
    int name = facts.size() - behind;
    if (name < 1) {
      throw new UsageException(
          "--disk is \""
              + option
              + "\", expected NAME,VERSION,SIGNER"
              + (ruled.rule().isOfContent() ? ",ROOT=exactly" : "=" + ruled.rule().code()));
    }
    try {
      Optional<TreeHash> root =
          ruled.rule().isOfContent()
              ? Optional.of(TreeHash.parse(facts.get(name + 2)))
              : Optional.empty();
      return new VolumeIdQualifier(
          DiskName.parse(String.join(",", facts.subList(0, name))),
          Thumbprint.parse(facts.get(name + 1)),
          DiskVersion.parse(facts.get(name)),
          ruled.rule(),
          root);
    } catch (KeywardException e) {
      throw new UsageException("--disk: " + e.getMessage());
    }
  }
}
