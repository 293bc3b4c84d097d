package dev.keyward.cli.guardian;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Outputs;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.folder.ReplacedInput;
import dev.keyward.cli.console.Answer;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.KnownKey;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.keyfile.KeyFiles;
import dev.keyward.guardian.keyfile.LockedKeys;
import dev.keyward.guardian.keyfile.PfxEncryption;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.guardian.trust.LockedGuardian;
import dev.keyward.guardian.trust.StoredGuardian;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code guardian export}: the signed metadata, or with {@code --with-keys} the private keys. */
public final class ExportGuardian implements Command {

  private static final String SIGNING = "signing.p12";
  private static final String OPENING = "encryption.p12";

  @Answer.To("guardian-export")
  record Exported(String name, List<String> files) implements Answer {}

  @Override
  public Verb verb() {
    return new Verb(
        "guardian",
        "export",
        "NAME",
        "write a guardian's signed metadata, or its private keys",
        List.of(
            OptionSpec.value(
                    "out", "FILE|DIR", "the file, or with --with-keys the folder, to write")
                .required(),
            OptionSpec.flag("with-keys", "write signing.p12 and encryption.p12 into the folder"),
            OptionSpec.value(
                "signed-by", "SHA256", "sign the metadata with this former signing key"),
            OptionSpec.value("pfx-encryption", "aes256|3des", "3des is for old Windows (aes256)"),
            Options.FORCE),
        "Metadata holds no secret and needs no passphrase. The private keys are written under the"
            + " passphrase they have in the store, those of a former pair into a folder named by"
            + " the SHA-256 of its encryption key. After new signing keys only a former one can"
            + " vouch for them: --signed-by writes metadata that others take with 'guardian"
            + " update'.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(1);
    Roster roster = new Roster(session);
    StoredGuardian stored = roster.require(arguments.operand(0));
    GuardianName name = stored.guardian().name();
    String out = arguments.required("out");
    if (arguments.has("with-keys")) {
      arguments.refuse("with-keys", "signed-by");
      return withKeys(arguments, session, roster, stored);
    }
    if (arguments.has("pfx-encryption")) {
      throw new UsageException("--pfx-encryption goes with --with-keys");
    }
    byte[] metadata =
        arguments.has("signed-by")
            ? signed(arguments, session, stored)
            : roster.store().metadata(name);
    new Outputs(session, arguments).write(out, metadata);
    report(session, name, List.of(out));
    return ExitCode.DONE;
  }

  /** New metadata of the current keys, signed by the former key that the user names. */
  private static byte[] signed(Arguments arguments, Session session, StoredGuardian stored)
      throws KeywardException, IOException, UsageException {
    Thumbprint print = Options.fingerprint("--signed-by", arguments.required("signed-by"));
    // The confirmation in it is a certificate, too.
    new Roster(session).beginning();
    KnownKey key =
        stored.history().signingKeys().stream()
            .filter(each -> each.isNamed(print))
            .findFirst()
            .orElseThrow(
                () ->
                    new UsageException(
                        "--signed-by: " + stored.guardian().name() + " has no such signing key",
                        "keyward guardian show " + stored.guardian().name() + " lists them"));
    Guardian former =
        stored.withKeys().stream()
            .filter(each -> key.isOf(each.signing()))
            .findFirst()
            .orElseThrow(
                () ->
                    new NoAccessException(
                        Fault.of(
                            "no-private-key",
                            "guardian " + stored.guardian().name(),
                            "the store has no private key of " + key.certificate(),
                            "")));
    Roster roster = new Roster(session);
    SigningKey signer = roster.keys(former).signing();
    SigningKey current = roster.keys(stored.guardian()).signing();
    return GuardianMetadata.createSignedBy(signer, current, session.tools()).bytes();
  }

  private static ExitCode withKeys(
      Arguments arguments, Session session, Roster roster, StoredGuardian stored)
      throws KeywardException, IOException, UsageException {
    PfxEncryption encryption =
        switch (arguments.value("pfx-encryption").orElse("aes256")) {
          case "aes256" -> PfxEncryption.AES256;
          case "3des" -> PfxEncryption.TRIPLE_DES;
          default -> throw new UsageException("--pfx-encryption takes aes256 or 3des");
        };
    Outputs outputs = new Outputs(session, arguments);
    Path folder = session.path(arguments.required("out"));
    Map<Guardian, Path> pairs = new LinkedHashMap<>();
    for (Guardian pair : stored.withKeys()) {
      Path place = folder.resolve(stored.folder(pair));
      pairs.put(pair, place);
      for (String file : files(place)) {
        outputs.requireWritable(file);
        new ReplacedInput(arguments, session).refuse(file);
      }
    }
    if (pairs.isEmpty()) {
      // Refused in the store's own words.
      roster.store().locked(stored.guardian());
    }
    List<String> files = new ArrayList<>();
    for (Map.Entry<Guardian, Path> pair : pairs.entrySet()) {
      LockedGuardian locked = roster.store().locked(pair.getKey());
      Passphrase passphrase = session.lockingPassphrase(locked.references());
      GuardianKeys keys = locked.both(passphrase);
      LockedKeys exported = KeyFiles.export(keys, passphrase, encryption, session.random());
      files.addAll(write(outputs, pair.getValue(), exported));
    }
    if (encryption == PfxEncryption.TRIPLE_DES) {
      session.console().warning("3des protects the keys poorly: delete the files after the import");
    }
    report(session, stored.guardian().name(), files);
    return ExitCode.DONE;
  }

  private static List<String> files(Path folder) {
    return Stream.of(SIGNING, OPENING).map(file -> folder.resolve(file).toString()).toList();
  }

  private static List<String> write(Outputs outputs, Path folder, LockedKeys keys)
      throws KeywardException, IOException, UsageException {
    outputs.writeSecret(folder, SIGNING, keys.signing());
    outputs.writeSecret(folder, OPENING, keys.encryption());
    return files(folder);
  }

  private static void report(Session session, GuardianName name, List<String> files) {
    if (session.console().json() && !files.equals(List.of("-"))) {
      session.console().json("guardian-export", new Exported(name.toString(), files));
    } else {
      session.console().note("exported guardian " + name + " to " + String.join(", ", files));
    }
  }
}
