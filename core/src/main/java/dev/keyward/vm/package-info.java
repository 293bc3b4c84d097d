/**
 * Shielded virtual machines in Keyward's own open format. It is not the format of Windows.
 *
 * <h2>The file</h2>
 *
 * <p>One layout serves shielded VMs, shielding data and volume signature catalogs. A file begins
 * with the line {@code KEYWARD-FILE 1} and a line feed (15 bytes). Blocks follow until its end. A
 * block is its length, 8 bytes big-endian, 1 or more, then that many bytes. The blocks are, in this
 * order:
 *
 * <ol>
 *   <li>the <b>header</b>: a JSON object in UTF-8, at most 256 KiB. {@code schema} says what the
 *       file is: {@code keyward.shielded-vm/1}, {@code keyward.shielding-data/1} or {@code
 *       keyward.volume-signature-catalog/1};
 *   <li>the <b>signature</b>: RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017) by the signer's key over
 *       {@code keyward/v1/<type>}, a zero byte, and the header's bytes as they are stored; {@code
 *       <type>} is {@code shielded-vm}, {@code shielding-data} or {@code volume-signature-catalog}.
 *       A catalog ends here;
 *   <li>the <b>protector</b>: the generation, 8 bytes big-endian, 1 or more, then the key
 *       protector's XML document;
 *   <li>the <b>parts</b>, at most 64, each encrypted (below);
 *   <li>the <b>seal</b>: a JSON object in UTF-8, at most 64 KiB, which lists the parts and holds
 *       their keys.
 * </ol>
 *
 * <h2>The header of a shielded VM</h2>
 *
 * <p>{@code vm} with {@code id} (GUID, lower case) and {@code name}; {@code policy} with {@code
 * name} and each rule spelled out ({@link dev.keyward.vm.sealing.VmPolicy#rules}); {@code owner}
 * with {@code name}, {@code signing} and {@code encryption} (SHA-256 of the keys'
 * SubjectPublicKeyInfo, 64 lower-case hexadecimal digits) and {@code certificate} (base64 of the
 * signing certificate's DER, whose key made the signature); {@code guardians}: an array of {@code
 * name}, {@code signing}, {@code encryption}. Reader and writer refuse a protector with a wrapping
 * that is neither the owner's nor that of one of the guardians. The reader refuses unknown and
 * repeated fields.
 *
 * <h2>The header of a volume signature catalog</h2>
 *
 * <p>{@code disk} with {@code name} (1 to 256 characters), {@code version} (four numbers below
 * 65536 with full stops between them) and {@code length} of the content in bytes; {@code
 * partitions}, at most 128, in the order of their numbers and apart: an array of {@code number},
 * {@code type}, {@code id} (GUIDs, lower case), {@code name}, {@code start} and {@code length} in
 * bytes; {@code digest} with {@code root} (64 lower-case hexadecimal digits), {@code spanSize} in
 * bytes and {@code spans}, base64 of the hashes of the spans, 32 bytes each, one after the other:
 * the tree that {@link dev.keyward.vm.disk.digest.DiskDigest} describes; {@code signer} with {@code
 * sha256} of the certificate's DER and {@code certificate}, base64 of that DER, whose key made the
 * signature.
 *
 * <h2>The header of shielding data</h2>
 *
 * <p>{@code policy}, {@code owner} and {@code guardians} as in a shielded VM's; {@code qualifiers},
 * 1 to 64: an array of {@code name} and {@code version} of a template disk, {@code signer}, the
 * SHA-256 of the certificate that signs its catalog, and {@code rule}: {@code equals}, {@code
 * greater} or {@code greater-or-equals}. A disk is accepted if it meets one of them: name and
 * signer are the same, byte by byte, and the version is the same, later, or the same or later.
 * {@code substitutions}, at most 256: an array of {@code text}, the strings in the answer file that
 * the host replaces. {@code parts}, at most 64: {@code name}, {@code size} and {@code sha256} of
 * each encrypted part in the order of the file, the same as in the seal; the first is {@code
 * answer-file}, the others are {@code file/<name>}. So the owner's signature covers every part. A
 * part has at most 16 MiB of content. All parts together have at most 64 MiB.
 *
 * <h2>The seal</h2>
 *
 * <p>{@code schema} {@code keyward.part-seal/2}; {@code generation}, the same as in the protector's
 * block; {@code lineage}, 16 bytes that all states of a VM have in common, as 32 hexadecimal
 * digits; {@code history}, base64 of the digests of the states before this one, newest first, 32
 * bytes each, at most 1,000; {@code header}, the SHA-256 of the header's bytes; {@code wrappings},
 * the SHA-256 of the protector's {@code Wrappings} element in exclusive canonical XML; {@code
 * salt}, base64 of 32 random bytes; {@code parts}, an array of {@code name} ({@code vtpm-state},
 * {@code vtpm-key}, {@code uefi-vars} or {@code secret/<name>} in a machine's), {@code size} and
 * {@code sha256} of the encrypted part, in the order of the file; {@code keys}, base64 of a nonce
 * of 12 bytes, the encrypted part keys and a tag of 16 bytes.
 *
 * <p>The part keys are 32 bytes each, one after the other. They are encrypted with AES-256-GCM
 * under HKDF-SHA256 of the transport key with the salt and the info {@code keyward/v1/part-keys}.
 * The associated data is {@code keyward/v2/part-keys}, a zero byte, the header's digest (32 bytes),
 * that of the wrappings (32), the generation (8), the number of parts (4), and for each part the
 * length of its name (4), its name, its encrypted size (8) and its digest (32), then the lineage
 * (16), the number of digests (4) and the digests; numbers are big-endian. The SHA-256 of the
 * associated data is the digest of the state. The owner does not sign the seal, because a host
 * writes a new one, with the next generation, each time the transport key is rolled.
 *
 * <p>A seal {@code keyward.part-seal/1}, in files of before and in shielding data, has neither
 * lineage nor history; its associated data begins with {@code keyward/v1/part-keys} and ends with
 * the parts.
 *
 * <h2>A part</h2>
 *
 * <p>A part is encrypted with Tink's streaming AEAD of type AES256_GCM_HKDF_1MB under the part's
 * key. The associated data is {@code keyward/v2/part}, a zero byte and the part's name. What is
 * encrypted is the content, the byte 0x80, and zeros up to a multiple of 256 bytes; under a seal of
 * version 1 it is the content alone, and the associated data begins with {@code keyward/v1/part}.
 * The part begins with a header of 40 bytes: the byte 40, a salt of 32 bytes, a nonce prefix of 7.
 * The key of the segments is HKDF-SHA256 of the part's key with that salt and the associated data
 * as info. Segments have 1 MiB, and the first segment includes the header. Each segment ends with a
 * tag of 16 bytes. A segment's nonce is the prefix, its number (4 bytes big-endian), and the byte 1
 * for the last segment or 0 for all others.
 */
@NullMarked
package dev.keyward.vm;

import org.jspecify.annotations.NullMarked;
