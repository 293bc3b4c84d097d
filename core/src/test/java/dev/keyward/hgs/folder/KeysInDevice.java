package dev.keyward.hgs.folder;

import dev.keyward.Fault;
import dev.keyward.KeyUnusableException;
import dev.keyward.crypto.OaepParameters;
import dev.keyward.crypto.OutsideKey;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.secret.SecretBytes;
import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.interfaces.RSAKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** The keys of a service, in a device that can be away. Test-only. */
public final class KeysInDevice {

  private KeysInDevice() {}

  /** The same keys in a device, which is away while {@code away} says so. */
  public static HgsKeys of(HgsKeys keys, AtomicBoolean away) {
    List<HgsKeyMaker.HgsKey> made = new ArrayList<>();
    for (HgsCertificate each : keys.description().certificates()) {
      PrivateKey key = keys.key(each.use(), each.certificate()).orElseThrow();
      made.add(HgsKeyMaker.HgsKey.of(each.use(), each.certificate(), new InDevice(key, away)));
    }
    return HgsKeys.of(keys.description(), made, "test");
  }

  private record InDevice(PrivateKey key, AtomicBoolean away) implements OutsideKey {

    private void requireThere() throws KeyUnusableException {
      if (away.get()) {
        throw new KeyUnusableException(
            Fault.of("key-unusable", place(), "it is away", "a device that is there"), true);
      }
    }

    @Override
    public byte[] sign(byte[]... data) throws KeyUnusableException {
      requireThere();
      return RsaEngine.jdk().sign(key, data).value();
    }

    @Override
    public Optional<byte[]> open(OaepParameters parameters, byte[] encrypted, int size)
        throws KeyUnusableException {
      requireThere();
      Optional<SecretBytes> opened = RsaEngine.jdk().unwrap(parameters, key, encrypted, size);
      return opened.map(secret -> secret.<byte[], RuntimeException>lend(byte[]::clone));
    }

    @Override
    public String place() {
      return "device";
    }

    @Override
    public BigInteger getModulus() {
      return ((RSAKey) key).getModulus();
    }

    @Override
    public String getAlgorithm() {
      return "RSA";
    }

    @Override
    public String getFormat() {
      return "none";
    }

    @Override
    public byte[] getEncoded() {
      return new byte[0];
    }
  }
}
