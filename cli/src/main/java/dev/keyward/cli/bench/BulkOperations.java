package dev.keyward.cli.bench;

import dev.keyward.KeywardException;
import dev.keyward.audit.result.AuditReceiver;
import dev.keyward.crypto.OaepParameters;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.protector.KeylessReader;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.VerifiedProtector;
import dev.keyward.protector.file.EncodedProtector;
import dev.keyward.protector.file.ProtectorFile;
import dev.keyward.secret.SecretBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Making, checking and auditing protectors, beside what they are made of. */
final class BulkOperations {

  static final String CREATE = "create";
  static final String CHECK = "check";

  private static final int KEY_SIZE = 32;
  private static final double CREATE_TARGET = 0.9;
  private static final double MATRIX_TARGET = 0.5;
  private static final int CREATE_WARM_UP = 4;

  /** Nobody needs a report of an audit that is only timed. */
  private static final AuditReceiver IGNORED = protector -> {};

  private final Materials materials;
  private final byte[] signed;
  private final AtomicInteger turn = new AtomicInteger();

  BulkOperations(Materials materials) {
    this.materials = materials;
    this.signed = materials.signed.get(0);
  }

  List<Operation> all() throws IOException {
    Path target = Files.createDirectory(materials.folder.resolve("made"));
    Path plain = Files.createDirectory(materials.folder.resolve("plain"));
    Work sealing = AllCores.of(this::seal);
    double readTarget = materials.isNative() ? 0.8 : 0.6;
    return List.of(
        new Operation(
            CREATE,
            "sign + 3 wrap + MAC",
            CREATE_TARGET,
            CREATE_WARM_UP,
            AllCores.of(this::create),
            sealing),
        new Operation(
            "create, synced files",
            "sign + 3 wrap + MAC + file",
            CREATE_TARGET,
            1,
            new FileBatch(materials, target),
            new SyncedFiles(sealing, plain, materials.protectors.get(0).encode())),
        new Operation(
            CHECK, "verify", readTarget, 2, AllCores.of(checking()), AllCores.of(this::verify)),
        new Operation(
            "audit of files",
            "read + hash + verify",
            readTarget,
            2,
            audits("few", () -> IGNORED),
            AllCores.of(this::readHashVerify)),
        new Operation(
            "start matrix, 64 hosts",
            "read + hash + verify",
            MATRIX_TARGET,
            2,
            audits("few-machines", () -> new HostMatrix(materials)),
            AllCores.of(this::readHashVerify)));
  }

  private Work audits(String few, Supplier<AuditReceiver> receivers) throws IOException {
    return new AuditedFiles(
        materials, Files.createDirectory(materials.folder.resolve(few)), receivers);
  }

  private long create() throws KeywardException {
    materials.author.create(materials.owner.signing(), materials.guardians);
    return 1;
  }

  private long seal() throws KeywardException, GeneralSecurityException {
    byte[] key = new byte[KEY_SIZE];
    materials.random.nextBytes(key);
    Mac mac = Mac.getInstance("HmacSHA256", "SunJCE");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    mac.doFinal(signed);
    try (SecretBytes secret = SecretBytes.takeFrom(key)) {
      wrap(materials.owner.guardian(), secret);
      materials.guardians.forEach(trusted -> wrap(trusted.guardian(), secret));
    }
    materials.engine.sign(materials.owner.signing().key(), signed);
    return 1;
  }

  private void wrap(Guardian guardian, SecretBytes secret) {
    materials.engine.wrap(
        OaepParameters.SHA256, guardian.encryption().publicKey(), secret, materials.random);
  }

  /** Who can open it, for documents in memory. */
  private AllCores.Step checking() {
    KeylessReader reader = new KeylessReader();
    ProtectorVerifier verifier = new ProtectorVerifier(materials.engine);
    return () -> {
      for (EncodedProtector found : inMemory()) {
        VerifiedProtector verified = verifier.examine(found.read(reader)).orThrow();
        for (TrustedGuardian trusted : materials.guardians) {
          if (verified.addressedTo(trusted.guardian()).isEmpty()) {
            throw new IllegalStateException("a protector of other guardians");
          }
        }
      }
      return 1;
    };
  }

  private List<EncodedProtector> inMemory() throws Exception {
    List<EncodedProtector> found = new ArrayList<>(1);
    ProtectorFile.of(materials.protectors.get(nextIndex()).encode()).forEach(found::add);
    return found;
  }

  private int nextIndex() {
    return Math.floorMod(turn.getAndIncrement(), materials.protectors.size());
  }

  private long verify() throws Exception {
    return verify(nextIndex());
  }

  private long verify(int index) throws Exception {
    boolean valid =
        materials.engine.verify(
            materials.protectors.get(index).guardianSignature().signature(),
            materials.owner.guardian().signing().publicKey(),
            materials.signed.get(index));
    return valid ? 1 : 0;
  }

  private long readHashVerify() throws Exception {
    int index = nextIndex();
    byte[] content = Files.readAllBytes(materials.files.get(index));
    Thumbprint.of(content);
    return verify(index);
  }
}
