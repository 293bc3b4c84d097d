package dev.keyward.hgs.folder;

import dev.keyward.crypto.OutsideKey;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.crypto.AtOnce;
import dev.keyward.internal.crypto.RandomStreams;
import dev.keyward.internal.crypto.pkcs.Pkcs12;
import dev.keyward.secret.Passphrase;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The private keys of a service in PKCS#12 files, one key a file. */
final class HgsKeyFiles {

  private HgsKeyFiles() {}

  /** Of a key outside, where it is; else the key under the passphrase. */
  static HgsKeyFile lock(HgsKeyMaker.HgsKey key, Passphrase passphrase, SecureRandom random) {
    if (key.entry().key() instanceof OutsideKey outside) {
      return HgsKeyFile.of(
          outside
              .reference()
              .orElseThrow(() -> new IllegalArgumentException("nobody could find the key again")));
    }
    return HgsKeyFile.locked(
        passphrase.<byte[], RuntimeException>lend(
            characters ->
                Pkcs12.encode(
                    List.of(key.entry()), characters, Pkcs12.Encryption.AES_256, random)));
  }

  /** All of them at the same time, by the certificates' thumbprints. */
  static Map<Thumbprint, HgsKeyFile> lock(
      List<HgsKeyMaker.HgsKey> keys, Passphrase passphrase, SecureRandom random) {
    List<SecureRandom> streams = RandomStreams.of(random, keys.size());
    List<Integer> numbers = IntStream.range(0, keys.size()).boxed().toList();
    List<HgsKeyFile> locked =
        AtOnce.map(numbers, i -> lock(keys.get(i), passphrase, streams.get(i)));
    Map<Thumbprint, HgsKeyFile> files = new HashMap<>();
    numbers.forEach(i -> files.put(keys.get(i).certificate().thumbprint(), locked.get(i)));
    return files;
  }
}
