package dev.keyward.vm.layout;

import dev.keyward.KeywardException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.crypto.AesGcm;
import dev.keyward.internal.crypto.StreamCipher;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.internal.json.JsonWriter;
import dev.keyward.protector.TransportKey;
import dev.keyward.vm.sealing.SealedPart;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The last block of a file with parts, as JSON: the list of the parts, and their keys, sealed. The
 * owner does not sign it, since a host writes it anew whenever the transport key is rolled; whoever
 * opens the keys knows that all of it is true.
 *
 * @param binding what the keys belong to
 * @param salt 32 random bytes a file
 * @param keys nonce, encrypted keys and tag
 */
public record PartSeal(Binding binding, byte[] salt, byte[] keys) {

  static final int MAX_SIZE = 1 << 16;

  private static final String SCHEMA = "keyward.part-seal/1";
  private static final int LONGEST_NAME = 100;

  /** The keys of these parts, sealed with a new salt. */
  public static PartSeal create(
      PartKeys keys, TransportKey transportKey, Binding binding, SecureRandom random) {
    byte[] salt = new byte[PartKeys.SALT_SIZE];
    random.nextBytes(salt);
    return new PartSeal(binding, salt, keys.seal(transportKey, salt, binding, random));
  }

  public byte[] encode() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schema", SCHEMA);
    json.put("generation", binding.generation());
    json.put("header", binding.header().toString());
    json.put("wrappings", binding.wrappings().toString());
    json.put("salt", Base64.getEncoder().encodeToString(salt));
    json.put("parts", HeaderFields.parts(binding.parts()));
    json.put("keys", Base64.getEncoder().encodeToString(keys));
    return JsonWriter.write(json);
  }

  static PartSeal decode(byte[] bytes) throws KeywardException {
    JsonFields json = JsonFields.parse(bytes, "seal");
    if (!json.text("schema", LONGEST_NAME).equals(SCHEMA)) {
      throw json.bad("schema", "an unknown schema", SCHEMA);
    }
    long generation = json.number("generation", Binding.MAX_GENERATION);
    if (generation == 0) {
      throw json.bad("generation", "0", "1 or more");
    }
    Thumbprint header = HeaderFields.digest(json, "header");
    Thumbprint wrappings = HeaderFields.digest(json, "wrappings");
    byte[] salt = json.base64("salt", PartKeys.SALT_SIZE);
    List<SealedPart> parts = HeaderFields.parts(json);
    int keysSize = parts.size() * StreamCipher.KEY_SIZE + AesGcm.OVERHEAD;
    byte[] keys = json.base64("keys", keysSize);
    if (salt.length != PartKeys.SALT_SIZE || keys.length != keysSize) {
      throw json.bad("keys", "salt or keys of another size", "32 bytes of salt, a key a part");
    }
    json.end();
    return new PartSeal(new Binding(generation, header, wrappings, parts), salt, keys);
  }
}
