package dev.keyward.protector;

import static dev.keyward.guardian.trust.TestTrust.trusted;
import static dev.keyward.protector.TestGuardians.ENGINE;
import static dev.keyward.protector.TestGuardians.RANDOM;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.crypto.OaepParameters;
import dev.keyward.crypto.TestTools;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianCertificates;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.TestKeys;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.protector.part.KeyEncryption;
import dev.keyward.protector.part.WrappedTransportKey;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.protector.part.WrappingId;
import dev.keyward.protector.seal.Sealer;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes {@code fixtures/audit}: one protector for each finding, named by its code, with nothing
 * else wrong. It needs private keys that nobody keeps, so the files are made once and read often.
 */
public final class AuditCases {

  private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
  private static final WrappingId SECOND = new WrappingId(1);
  private static final byte[] NO_PROTECTOR = {0, 0, 0, 4};

  private final ProtectorAuthor author = new ProtectorAuthor(TestTools.of(ENGINE, RANDOM));
  private final GuardianKeys owner = keys("central-it", NOW.minusSeconds(86_400), 3650);
  private final GuardianKeys branch = keys("branch-hgs", NOW.minusSeconds(86_400), 3650);
  private final GuardianKeys datacenter = keys("datacenter-hgs", NOW.minusSeconds(86_400), 3650);
  private final GuardianKeys lapsed =
      keys("lapsed-hgs", Instant.parse("2016-01-01T00:00:00Z"), 365);
  private final GuardianKeys ending =
      keys("ending-hgs", Instant.parse("2025-12-24T00:00:00Z"), 365);
  private final GuardianKeys early = keys("early-hgs", Instant.parse("2027-06-01T00:00:00Z"), 3650);
  private final GuardianKeys before = keys("moved-hgs", NOW.minusSeconds(9_000_000), 3650);
  private final GuardianKeys moved = keys("moved-hgs", NOW.minusSeconds(86_400), 3650);
  private final GuardianKeys stranger = keys("stranger", NOW.minusSeconds(86_400), 3650);
  private final OneKey single = new OneKey("single-hgs");
  private final Map<String, byte[]> documents = new TreeMap<>();

  private AuditCases() throws KeywardException {}

  /** Writes the folder anew. */
  public static void write(Path folder) throws KeywardException, IOException {
    AuditCases cases = new AuditCases();
    cases.plain();
    cases.parties();
    cases.certificates();
    cases.damaged();
    cases.copies();
    cases.writeGuardians(folder.resolve("guardians"));
    cases.writeProtectors(folder.resolve("protectors"));
    cases.writeExports(folder);
    writeEmptyExports(folder);
  }

  private void plain() throws KeywardException {
    put("clean", author.create(owner.signing(), guardians(branch, datacenter)));
    for (String code :
        List.of(
            "weak-key",
            "algorithm-not-allowed",
            "forbidden-guardian",
            "guardian-not-allowed",
            "owner-not-allowed",
            "required-guardian-missing")) {
      // What is wrong with these is what the policy demands of a VM of that name.
      put(code, author.create(owner.signing(), guardians(branch)));
    }
    put("owner-only", author.create(owner.signing(), List.of()));
    put("unknown-owner", author.create(stranger.signing(), guardians(branch)));
    put("unknown-guardian", author.create(owner.signing(), guardians(branch, stranger)));
    String offline = text(author.create(owner.signing(), guardians(branch)));
    put("offline-unwraps", offline.replace("Unwraps=\"0\"", "Unwraps=\"3\""));
  }

  private void parties() throws KeywardException {
    put("unknown-sealer", sealedBy(stranger, create(stranger)));
    put("not-sealed-by-owner", sealedBy(branch, create(branch)));
    try (TransportKey key = TransportKey.create(RANDOM)) {
      KeyProtector first = author.create(owner.signing(), guardians(branch), key);
      List<Wrapping> wrappings = new ArrayList<>(first.wrappings());
      wrappings.add(
          author.grant(
              new WrappingId(2),
              first.wrappings().get(1).id(),
              branch.signing(),
              new ProtectorAuthor.Addressee(Grantee.of(trusted(datacenter.guardian())), key)));
      put("delegated", author.seal(wrappings, new WrappingId(0), Sealer.of(owner.signing()), key));
    }
    GuardianCertificate foreign = datacenter.guardian().encryption();
    Guardian mixed =
        TestKeys.unchecked(
            new GuardianCertificates(
                stranger.guardian().name(), stranger.guardian().signing(), foreign, List.of()),
            ENGINE.sign(stranger.signing().key(), foreign.der()));
    put("mixed-certificates", author.create(owner.signing(), List.of(trusted(mixed))));
    put("renewed-key", author.create(owner.signing(), guardians(before)));
  }

  private void certificates() throws KeywardException {
    put("expired", author.create(owner.signing(), guardians(lapsed)));
    put("expiring", author.create(owner.signing(), guardians(ending)));
    put("not-yet-valid", author.create(owner.signing(), guardians(early)));
    put(
        "one-key-for-both-roles",
        author.create(owner.signing(), List.of(trusted(single.guardian))));
    put("legacy-algorithm", legacy());
  }

  private void damaged() throws KeywardException {
    String document = text(author.create(owner.signing(), guardians(branch)));
    int value = document.lastIndexOf("<SignatureValue>") + 24;
    put("invalid", document.substring(0, value) + "AAAA" + document.substring(value + 4));
    put("differs", document.replace("kps/2014/07", "kps/2099/07"));
    String other = text(author.create(owner.signing(), guardians(branch)));
    int seal = other.lastIndexOf("<Signature Algorithm=\"");
    put(
        "cannot-be-checked",
        other.substring(0, seal)
            + other.substring(seal).replaceFirst("\"[^\"]*\"", "\"urn:example:lattice\""));
    put("not-a-protector", document.substring(0, document.length() / 2));
    documents.put("no-protector", NO_PROTECTOR);
  }

  private void copies() throws KeywardException {
    documents.put("same-protector", documents.get("clean"));
    try (TransportKey key = TransportKey.create(RANDOM)) {
      KeyProtector one = author.create(owner.signing(), guardians(branch, datacenter), key);
      put("model", one);
      WrappingId ownerId = new WrappingId(0);
      List<Wrapping> fewer = one.wrappings().subList(0, 2);
      put("same-transport-key", author.seal(fewer, ownerId, Sealer.of(owner.signing()), key));
    }
  }

  private KeyProtector legacy() throws KeywardException {
    OaepParameters sha1 = new OaepParameters("SHA-1", "SHA-1");
    KeyEncryption old = new KeyEncryption(KeyEncryption.RSA_OAEP_MGF1P, Optional.of(sha1));
    try (TransportKey key = TransportKey.create(RANDOM)) {
      List<Wrapping> wrappings =
          new ArrayList<>(author.create(owner.signing(), guardians(branch), key).wrappings());
      Wrapping last = wrappings.remove(1);
      byte[] wrapped = ENGINE.wrap(sha1, last.encryption().publicKey(), key.bytes(), RANDOM);
      wrappings.add(
          new Wrapping(
              last.id(),
              last.signing(),
              last.grant(),
              last.encryption(),
              last.encryptionSignature(),
              WrappedTransportKey.of(old, wrapped)));
      return author.seal(wrappings, new WrappingId(0), Sealer.of(owner.signing()), key);
    }
  }

  private List<Wrapping> create(GuardianKeys guardian) throws KeywardException {
    return author.create(owner.signing(), guardians(guardian)).wrappings();
  }

  /** Whoever seals need not know the key that the wrappings hold: an audit cannot tell. */
  private KeyProtector sealedBy(GuardianKeys sealer, List<Wrapping> wrappings)
      throws KeywardException {
    try (TransportKey key = TransportKey.create(RANDOM)) {
      return author.seal(wrappings, SECOND, Sealer.of(sealer.signing()), key);
    }
  }

  private static List<TrustedGuardian> guardians(GuardianKeys... keys) {
    return trusted(keys).stream().map(TrustedGuardian::acceptingExpired).toList();
  }

  private void put(String code, KeyProtector protector) {
    documents.put(code, protector.encode());
  }

  private void put(String code, String document) {
    documents.put(code, document.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(KeyProtector protector) {
    return new String(protector.encode(), StandardCharsets.UTF_8);
  }

  private static GuardianKeys keys(String name, Instant from, int days) {
    try {
      GuardianMaker.Plan plan =
          new GuardianMaker.Plan(GuardianName.parse(name), 2048, days, "test-only");
      return new GuardianMaker(RANDOM, ENGINE).create(plan, from);
    } catch (KeywardException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void writeGuardians(Path folder) throws KeywardException, IOException {
    Files.createDirectories(folder);
    for (GuardianKeys known : List.of(owner, branch, datacenter, lapsed, ending, early)) {
      metadata(folder, known.signing());
    }
    Guardian now = moved.guardian();
    Guardian remembering =
        TestKeys.unchecked(
            new GuardianCertificates(
                now.name(), now.signing(), now.encryption(), List.of(before.guardian().signing())),
            now.encryptionSignature());
    metadata(folder, new SigningKey(remembering, moved.signing().key()));
    // One that is known by its certificate alone.
    String pem =
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(single.guardian.signing().der())
            + "\n-----END CERTIFICATE-----\n";
    Files.writeString(folder.resolve("single-hgs.pem"), pem);
  }

  private static void metadata(Path folder, SigningKey key) throws KeywardException, IOException {
    byte[] xml = GuardianMetadata.create(key, ENGINE).bytes();
    Files.write(folder.resolve(key.guardian().name() + "-metadata.xml"), xml);
  }

  private void writeProtectors(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, byte[]> each : documents.entrySet()) {
      String ending = each.getValue().length == NO_PROTECTOR.length ? ".framed" : ".xml";
      Files.write(folder.resolve(each.getKey() + ending), each.getValue());
    }
  }

  private static void writeEmptyExports(Path folder) throws IOException {
    Files.writeString(
        folder.resolve("protectors/not-collected.json"),
        "[{\"Name\":\"not-collected\",\"KeyProtector\":null,\"Problem\":\"The VM is busy.\"}]\n");
    Files.writeString(
        folder.resolve("protectors/export-without-protectors.json"),
        "[{\"VMName\":\"web-01\",\"Generation\":2,\"State\":2}]\n");
  }

  private void writeExports(Path folder) throws IOException {
    StringBuilder clixml =
        new StringBuilder(
            "<Objs Version=\"1.1.0.1\""
                + " xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">\n");
    List<String> json = new ArrayList<>();
    documents.forEach(
        (vm, document) -> {
          String base64 = Base64.getEncoder().encodeToString(document);
          clixml
              .append("<Obj RefId=\"" + clixml.length() + "\"><MS><S N=\"VMName\">" + vm)
              .append("</S><BA N=\"KeyProtector\">" + base64 + "</BA></MS></Obj>\n");
          json.add("  {\"VMName\": \"" + vm + "\", \"KeyProtector\": \"" + base64 + "\"}");
        });
    Files.writeString(folder.resolve("export.clixml"), clixml.append("</Objs>\n").toString());
    Files.writeString(folder.resolve("export.json"), "[\n" + String.join(",\n", json) + "\n]\n");
  }

  /** A guardian that signs and decrypts with one key, under a certificate without key usage. */
  private static final class OneKey {

    private final Guardian guardian;

    OneKey(String name) throws KeywardException {
      try {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048, dev.keyward.internal.crypto.TestKeys.random(113));
        KeyPair pair = generator.generateKeyPair();
        X500Principal subject = new X500Principal("CN=" + name + " (test-only)");
        byte[] der =
            new JcaX509v3CertificateBuilder(
                    subject,
                    BigInteger.ONE,
                    Date.from(NOW.minusSeconds(86_400)),
                    Date.from(NOW.plusSeconds(315_000_000)),
                    subject,
                    pair.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate()))
                .getEncoded();
        GuardianCertificate both = GuardianCertificate.parse(der, "");
        guardian =
            TestKeys.unchecked(
                new GuardianCertificates(GuardianName.parse(name), both, both, List.of()),
                ENGINE.sign(pair.getPrivate(), der));
      } catch (GeneralSecurityException
          | OperatorCreationException
          | IOException
          | MalformedInputException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
