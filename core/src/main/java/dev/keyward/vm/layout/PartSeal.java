package dev.keyward.vm.layout;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.crypto.cipher.AesGcm;
import dev.keyward.internal.crypto.cipher.StreamCipher;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.internal.json.JsonWriter;
import dev.keyward.protector.TransportKey;
import dev.keyward.vm.sealing.Ancestry;
import dev.keyward.vm.sealing.SealedPart;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  private static final String SCHEMA = "keyward.part-seal/";
  private static final String WITHOUT_ANCESTRY = SCHEMA + 1;
  private static final String WITH_ANCESTRY = SCHEMA + 2;
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
    json.put("schema", binding.ancestry().isPresent() ? WITH_ANCESTRY : WITHOUT_ANCESTRY);
    json.put("generation", binding.generation());
    binding.ancestry().ifPresent(each -> AncestryForm.put(each, json));
    json.put("header", binding.header().toString());
    json.put("wrappings", binding.wrappings().toString());
    json.put("salt", Base64.getEncoder().encodeToString(salt));
    json.put("parts", HeaderFields.parts(binding.parts()));
    json.put("keys", Base64.getEncoder().encodeToString(keys));
    return JsonWriter.write(json);
  }

  static PartSeal decode(byte[] bytes) throws KeywardException {
    JsonFields json = JsonFields.parse(bytes, "seal");
    boolean withAncestry = isWithAncestry(json);
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
    Optional<Ancestry> ancestry =
        withAncestry ? Optional.of(AncestryForm.read(json)) : Optional.empty();
    json.end();
    Binding binding = new Binding(generation, header, wrappings, parts, ancestry);
    if (!parts.stream().allMatch(binding.form()::mayBe)) {
      throw json.bad("parts", "a size that no padded content has", "a multiple of 256 bytes");
    }
    return new PartSeal(binding, salt, keys);
  }

  private static boolean isWithAncestry(JsonFields json) throws KeywardException {
    String schema = json.text("schema", LONGEST_NAME);
    if (schema.equals(WITH_ANCESTRY) || schema.equals(WITHOUT_ANCESTRY)) {
      return schema.equals(WITH_ANCESTRY);
    }
    if (schema.startsWith(SCHEMA)) {
      throw new UnsupportedFormatException(
          Fault.of(
              "unknown-version",
              json.path() + "/schema",
              "another version",
              WITHOUT_ANCESTRY + " or " + WITH_ANCESTRY));
    }
    throw json.bad("schema", "an unknown schema", WITH_ANCESTRY);
  }
}
