package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A known key is put into a token. What a process does with it leaves nothing of the key in the
 * heap. The same search finds the key if the store has it.
 */
class KeysInHeapTest {

  private static final String SECRET = "a passphrase for tests";

  /** How keys are put into the token. The second lets others read them. */
  private static final Map<String, String> ATTRIBUTES =
      Map.of(
          "hidden", "CKA_SENSITIVE = true\nCKA_EXTRACTABLE = false",
          "readable", "CKA_SENSITIVE = false\nCKA_EXTRACTABLE = true");

  private static Path folder;
  private static SoftToken token;

  @BeforeAll
  static void makeAKnownGuardian(@TempDir Path made) throws Exception {
    folder = made;
    token = SoftToken.of(folder, "hidden", "readable");
    inStore("guardian create known --key-size 2048");
    inStore("guardian create branch --key-size 2048");
    inStore("guardian export known --with-keys -o exported");
  }

  /** These keys are in no token, so the commands need no process. */
  private static void inStore(String line) {
    String where = " --store store --passphrase-env KEYWARD_PASSPHRASE";
    done(Spawned.run(folder, (line + where).split(" ")));
  }

  private static Spawned.Ended done(Spawned.Ended ended) {
    assertEquals(0, ended.code(), ended.err());
    return ended;
  }

  private static KeyStore exported(String role) throws Exception {
    return KeyStore.getInstance(
        folder.resolve("exported/" + role + ".p12").toFile(), SECRET.toCharArray());
  }

  private static void putIntoToken(String label, String role) throws Exception {
    Path configuration = folder.resolve(label + "-" + role + ".cfg");
    Files.writeString(
        configuration,
        "name = Import\nlibrary = "
            + SoftToken.path()
            + "\nslotListIndex = "
            + token.slot(label)
            + "\nattributes(import,CKO_PRIVATE_KEY,CKK_RSA) = {\nCKA_SIGN = true\nCKA_DECRYPT ="
            + " true\n"
            + ATTRIBUTES.get(label)
            + "\n}\n");
    String from = folder.resolve("exported/" + role + ".p12").toString();
    token.run(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-importkeystore",
            "-noprompt",
            "-srckeystore",
            from,
            "-srcstorepass",
            SECRET,
            "-srcalias",
            exported(role).aliases().nextElement(),
            "-destkeystore",
            "NONE",
            "-deststoretype",
            "PKCS11",
            "-deststorepass",
            SoftToken.PIN,
            "-destalias",
            role,
            "-addprovider",
            "SunPKCS11",
            "-providerarg",
            configuration.toString()));
  }

  private static Spawned.Ended importKeys(String label) throws Exception {
    putIntoToken(label, "signing");
    putIntoToken(label, "encryption");
    return token.keyward(
        "guardian",
        "import-keys",
        label,
        "--pkcs11",
        SoftToken.path(),
        "--token",
        label,
        "--signing-key",
        "pkcs11:object=signing",
        "--encryption-key",
        "pkcs11:object=encryption",
        "--alias",
        "--allow-untrusted-root");
  }

  /** The dump of a process that used the keys of a guardian. */
  private static Path dump(String name, String passphrase) throws Exception {
    done(token.program(HeapDumper.class, passphrase, name, "branch", folder.toString()));
    return folder.resolve(name + ".hprof");
  }

  /** Each eight bytes of the numbers of a private key, in every order that Java may have. */
  private static Map<Long, String> parts() throws Exception {
    Map<Long, String> parts = new HashMap<>();
    for (String role : List.of("signing", "encryption")) {
      KeyStore store = exported(role);
      RSAPrivateCrtKey key =
          (RSAPrivateCrtKey) store.getKey(store.aliases().nextElement(), SECRET.toCharArray());
      Map.of(
              "d", key.getPrivateExponent(),
              "p", key.getPrimeP(),
              "q", key.getPrimeQ(),
              "dp", key.getPrimeExponentP(),
              "dq", key.getPrimeExponentQ(),
              "qinv", key.getCrtCoefficient())
          .forEach((name, number) -> add(parts, role + " " + name, number));
    }
    return parts;
  }

  private static void add(Map<Long, String> parts, String name, BigInteger number) {
    byte[] bytes = number.toByteArray();
    ByteBuffer backwards = ByteBuffer.allocate(bytes.length);
    ByteBuffer words = ByteBuffer.allocate(bytes.length);
    for (int i = bytes.length - 1; i >= 0; i--) {
      backwards.put(bytes[i]);
    }
    // The words of four bytes in the other order, as numbers lie in an int[].
    for (int end = bytes.length; end >= 4; end -= 4) {
      words.put(bytes, end - 4, 4);
    }
    for (byte[] form : List.of(bytes, backwards.array(), words.array())) {
      for (int at = 0; at + Long.BYTES <= form.length - 4; at++) {
        parts.put(ByteBuffer.wrap(form).getLong(at), name);
      }
    }
  }

  /** Which numbers have a part in the file. */
  private static Set<String> found(Path file) throws Exception {
    Map<Long, String> parts = parts();
    Set<Integer> ends = new HashSet<>();
    parts.keySet().forEach(part -> ends.add((int) (part & 0xffff)));
    boolean[] isEnd = new boolean[1 << 16];
    ends.forEach(end -> isEnd[end] = true);
    Set<String> found = new TreeSet<>();
    long last = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      byte[] buffer = new byte[1 << 16];
      for (int size = in.read(buffer); size >= 0; size = in.read(buffer)) {
        for (int i = 0; i < size; i++) {
          last = last << Byte.SIZE | buffer[i] & 0xff;
          if (isEnd[(int) (last & 0xffff)] && parts.containsKey(last)) {
            found.add(parts.get(last));
          }
        }
      }
    }
    return found;
  }

  @Test
  void nothingOfAKeyInATokenIsInTheHeap() throws Exception {
    done(importKeys("hidden"));
    assertEquals(Set.of(), found(dump("hidden", SoftToken.PIN)));
  }

  /** Java's provider would copy it into the heap, as this search once found. */
  @Test
  void aKeyThatTheTokenGivesOutIsRefused() throws Exception {
    Spawned.Ended refused = importKeys("readable");
    assertEquals(4, refused.code(), refused.err());
    assertTrue(refused.err().contains("the token gives out the private key"), refused.err());
  }

  @Test
  void aKeyOfTheStoreIsFoundThere() throws Exception {
    Set<String> found = found(dump("known", SECRET));
    for (String name : List.of("signing d", "signing p", "encryption d", "encryption q")) {
      assertTrue(found.contains(name), found.toString());
    }
  }
}
