package dev.keyward.internal.crypto.pkcs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.BadPassphraseException;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.internal.crypto.TestKeys;
import dev.keyward.protector.VectorGuardians;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.AuthenticatedSafe;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.SafeBag;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that were cut, changed, or made to cost their reader dearly. */
class Pkcs12HostileTest {

  private static final char[] PASSPHRASE = "test-only".toCharArray();

  private static byte[] weak(Pkcs12.Encryption encryption) {
    return Pkcs12.encodeWeakly(
        List.of(TestKeys.first()), PASSPHRASE, encryption, TestKeys.random(6));
  }

  private static String outcome(byte[] file) {
    try {
      Pkcs12.decode(file, PASSPHRASE, "f");
      return "read";
    } catch (MalformedInputException | UnsupportedFormatException | BadPassphraseException e) {
      return e.fault().code();
    }
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] file = Files.readAllBytes(VectorGuardians.file("owner-signing.p12"));
    for (int size = 0; size < file.length; size++) {
      assertEquals("bad-key-file", outcome(Arrays.copyOf(file, size)), "at " + size);
    }
  }

  @Test
  void bytesAfterTheEndAreRefusedUnlessTheyAreZeros() {
    byte[] file = weak(Pkcs12.Encryption.AES_256);
    byte[] longer = Arrays.copyOf(file, file.length + 8);
    assertEquals("read", outcome(longer));
    longer[longer.length - 1] = 1;
    assertEquals("bad-key-file", outcome(longer));
  }

  @ParameterizedTest
  @EnumSource(Pkcs12.Encryption.class)
  void flippedBitsLeaveOnlyDeclaredErrors(Pkcs12.Encryption encryption) {
    byte[] file = weak(encryption);
    Random random = new Random(11);
    int read = 0;
    for (int i = 0; i < 4000; i++) {
      byte[] changed = file.clone();
      int bit = random.nextInt(8 * changed.length);
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      read += outcome(changed).equals("read") ? 1 : 0;
    }
    // Nearly all of a file is under the MAC.
    assertTrue(read < 40, read + " changed files were read");
  }

  @Test
  void flippedBitsUnderAMacThatFitsLeaveOnlyDeclaredErrors() throws IOException {
    byte[] safe = contents(weak(Pkcs12.Encryption.AES_256));
    Random random = new Random(12);
    for (int i = 0; i < 4000; i++) {
      byte[] changed = safe.clone();
      int bit = random.nextInt(8 * changed.length);
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      outcome(withoutMac(changed));
    }
  }

  private static byte[] contents(byte[] file) {
    return ((DEROctetString) Pfx.getInstance(file).getAuthSafe().getContent()).getOctets();
  }

  private static byte[] withoutMac(byte[] safe) throws IOException {
    ContentInfo content = new ContentInfo(PKCSObjectIdentifiers.data, new DEROctetString(safe));
    return new Pfx(content, null).getEncoded();
  }

  @Test
  void theErrorOfAPaddingIsTheErrorOfAKey() throws IOException {
    byte[] file = withoutMac(contents(weak(Pkcs12.Encryption.AES_256)));
    String wrong = message(file, "x0");
    for (int i = 1; i < 600; i++) {
      // One key in 256 leaves a padding that looks right.
      assertEquals(wrong, message(file, "x" + i));
    }
  }

  private static String message(byte[] file, String passphrase) {
    return assertThrows(
            BadPassphraseException.class, () -> Pkcs12.decode(file, passphrase.toCharArray(), "f"))
        .getMessage();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "5000001", "2147483647", "99999999999999999999999999"})
  void refusesTheIterationCountsOfAMac(String iterations) throws IOException {
    Pfx pfx = Pfx.getInstance(weak(Pkcs12.Encryption.AES_256));
    DERSequence mac =
        sequence(
            pfx.getMacData().getMac(),
            new DEROctetString(new byte[8]),
            new ASN1Integer(new BigInteger(iterations)));
    byte[] file = sequence(new ASN1Integer(3), pfx.getAuthSafe(), mac).getEncoded();
    assertEquals("costly-key-derivation", outcome(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "5000001", "2147483648", "99999999999999999999999999"})
  void refusesTheIterationCountsOfAKey(String iterations) throws IOException {
    DERSequence pbkdf2 =
        sequence(new DEROctetString(new byte[8]), new ASN1Integer(new BigInteger(iterations)));
    byte[] file = fileOf(keyBag(PKCSObjectIdentifiers.id_PBKDF2, pbkdf2));
    assertEquals("costly-key-derivation", outcome(file));
    byte[] old =
        fileOf(
            bag(
                new AlgorithmIdentifier(
                    PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC, pbkdf2)));
    assertEquals("costly-key-derivation", outcome(old));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4194304 8 1",
        "1048576 8 1000",
        "2 1073741824 1",
        "16384 8 1000000",
        "0 8 1",
        "16384 -8 1",
        "16384 8 0",
        "1267650600228229401496703205376 8 1",
        "524288 8 1"
      })
  void refusesScryptThatAsksForTooMuch(String parameters) throws IOException {
    String[] numbers = parameters.split(" ");
    ScryptParams scrypt =
        new ScryptParams(
            new byte[8],
            new BigInteger(numbers[0]),
            new BigInteger(numbers[1]),
            new BigInteger(numbers[2]),
            null);
    byte[] file = fileOf(keyBag(MiscObjectIdentifiers.id_scrypt, scrypt));
    assertEquals("costly-key-derivation", outcome(file));
  }

  @Test
  void theCostsOfAllBagsCountTogether() throws KeywardException {
    DerivationBudget budget = new DerivationBudget("f");
    BigInteger most = BigInteger.valueOf(5_000_000);
    for (int i = 0; i < 4; i++) {
      assertEquals(5_000_000, budget.iterations(most));
    }
    assertThrows(UnsupportedFormatException.class, () -> budget.iterations(BigInteger.ONE));
  }

  @Test
  void refusesUnknownAlgorithmsByName() throws IOException {
    AlgorithmIdentifier md5 = new AlgorithmIdentifier(PKCSObjectIdentifiers.pbeWithMD5AndDES_CBC);
    assertEquals("unknown-algorithm", outcome(fileOf(bag(md5))));
    assertEquals(
        "unknown-algorithm",
        outcome(fileOf(keyBag(PKCSObjectIdentifiers.bagtypes, new ASN1Integer(1)))));
  }

  @Test
  void refusesALargeFileAndManyBags() throws IOException {
    assertEquals("too-large", outcome(new byte[(1 << 20) + 1]));
    SafeBag bag = bag(new AlgorithmIdentifier(PKCSObjectIdentifiers.pbeWithMD5AndDES_CBC));
    SafeBag[] bags = Collections.nCopies(65, bag).toArray(new SafeBag[0]);
    assertEquals("too-large", outcome(fileOf(bags)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x30, 0x24, 0xa0})
  void deepNestingIsRefused(int tag) {
    byte[] nested = new byte[1 << 20];
    for (int i = 0; i < nested.length; i += 2) {
      nested[i] = (byte) tag;
      nested[i + 1] = (byte) 0x80;
    }
    assertEquals("bad-key-file", outcome(nested));
  }

  private static SafeBag keyBag(ASN1ObjectIdentifier derivation, ASN1Encodable parameters) {
    PBES2Parameters pbes2 =
        new PBES2Parameters(
            new KeyDerivationFunc(derivation, parameters),
            new EncryptionScheme(
                NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(new byte[16])));
    return bag(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, pbes2));
  }

  private static SafeBag bag(AlgorithmIdentifier algorithm) {
    return new SafeBag(
        PKCSObjectIdentifiers.pkcs8ShroudedKeyBag,
        new EncryptedPrivateKeyInfo(algorithm, new byte[64]));
  }

  private static byte[] fileOf(SafeBag... bags) throws IOException {
    ContentInfo data =
        new ContentInfo(
            PKCSObjectIdentifiers.data, new DEROctetString(sequence(bags).getEncoded()));
    return withoutMac(new AuthenticatedSafe(new ContentInfo[] {data}).getEncoded());
  }

  private static DERSequence sequence(ASN1Encodable... elements) {
    ASN1EncodableVector vector = new ASN1EncodableVector();
    for (ASN1Encodable element : elements) {
      vector.add(element);
    }
    return new DERSequence(vector);
  }
}
